package dev.mastic.runtime.frame.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.mastic.runtime.frame.json.MalformedRecord;
import dev.mastic.runtime.frame.json.RecordStream;
import dev.mastic.runtime.frame.json.Syntax;
import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import io.krakens.grok.api.Match;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines of logs, of which a Grok pattern makes records: {@code %{NUMBER:bytes:int}} becomes a field {@code bytes} of type int.
 *
 * @param format the pattern
 * @param patterns further patterns that it may use, one on each line: a name, a blank, an expression
 * @param missing the text that stands for a value that is not there
 * @param lines that make up a record
 * @param strict that fields stay texts whatever type the pattern names
 */
public record GrokSyntax(String format, String patterns, String missing, int lines, boolean strict) implements Syntax {

    private static final Map<GrokSyntax, Grok> COMPILED = new ConcurrentHashMap<>();

    public GrokSyntax {
        if (lines < 1) {
            throw new IllegalArgumentException("LineCount: " + lines + " (expected: 1 or more)");
        }
    }

    /** Refuses a pattern that cannot be compiled, before any file is read. */
    public GrokSyntax checked() {
        compiled();
        return this;
    }

    private Grok compiled() {
        return COMPILED.computeIfAbsent(this, GrokSyntax::compile);
    }

    private Grok compile() {
        GrokCompiler compiler = GrokCompiler.newInstance();
        compiler.registerDefaultPatterns();
        try {
            compiler.register(new StringReader(patterns));
            return compiler.compile(format, true);
        } catch (IOException | RuntimeException malformed) {
            throw new IllegalArgumentException("logFormat: " + format + ": " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public boolean isByLine() {
        return lines == 1;
    }

    @Override
    public RecordStream open(InputStream file) {
        return new Records(compiled(), new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
    }

    @Override
    public RecordStream open(byte[] text, int offset, int length) {
        return open(new ByteArrayInputStream(text, offset, length));
    }

    /** A record that does not match costs itself only. */
    private final class Records implements RecordStream {
        private final Grok grok;
        private final BufferedReader text;

        Records(Grok grok, BufferedReader text) {
            this.grok = grok;
            this.text = text;
        }

        @Override
        public @Nullable JsonParser next() throws IOException {
            String record = text();
            if (record == null) {
                return null;
            }
            Match match = grok.match(record);
            if (match.isNull()) {
                throw new MalformedRecord("the text does not match the log format " + format, record);
            }
            TokenBuffer tokens = new TokenBuffer(null, false);
            tokens.writeStartObject();
            for (Map.Entry<String, Object> field : match.capture().entrySet()) {
                tokens.writeFieldName(field.getKey());
                write(first(field.getValue()), tokens);
            }
            tokens.writeEndObject();
            JsonParser parser = tokens.asParser();
            parser.nextToken();
            return parser;
        }

        private @Nullable String text() throws IOException {
            String first = text.readLine();
            if (first == null || lines == 1) {
                return first;
            }
            StringBuilder record = new StringBuilder(first);
            for (int i = 1; i < lines; i++) {
                String more = text.readLine();
                if (more != null) {
                    record.append('\n').append(more);
                }
            }
            return record.toString();
        }

        @Override
        public boolean survives() {
            return true;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    // A name that the pattern has several times captures one of its places.
    private static @Nullable Object first(@Nullable Object captured) {
        return captured instanceof List<?> several
                ? several.stream().filter(Objects::nonNull).findFirst().orElse(null)
                : captured;
    }

    private void write(@Nullable Object value, JsonGenerator tokens) throws IOException {
        if (value == null || value.equals(missing)) {
            tokens.writeNull();
        } else if (strict || value instanceof String) {
            tokens.writeString(value.toString());
        } else if (value instanceof Integer number) {
            tokens.writeNumber(number);
        } else if (value instanceof Double number) {
            tokens.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            tokens.writeBoolean(flag);
        } else {
            tokens.writeEmbeddedObject(value);
        }
    }
}
