package dev.mastic.runtime.frame.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.mastic.runtime.frame.json.RecordStream;
import dev.mastic.runtime.frame.json.Syntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * XML, in which every element of one name is a record.
 *
 * @param rowTag the name of those elements
 * @param encoding of the text
 * @param elements how an element becomes a value
 */
public record XmlSyntax(String rowTag, String encoding, XmlElements elements) implements Syntax {

    @Override
    public boolean isByLine() {
        return false;
    }

    @Override
    public RecordStream open(InputStream file) throws IOException {
        return new Records(new XmlRows(new InputStreamReader(file, Charset.forName(encoding)), rowTag));
    }

    @Override
    public RecordStream open(byte[] text, int offset, int length) throws IOException {
        InputStream bytes = new ByteArrayInputStream(text, offset, length);
        return new Records(new XmlRows(new InputStreamReader(bytes, StandardCharsets.UTF_8), rowTag));
    }

    /** A malformed row costs itself only: the next one starts with its tag. */
    private final class Records implements RecordStream {
        private final XmlRows rows;

        Records(XmlRows rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable JsonParser next() throws IOException {
            String row = rows.next();
            if (row == null) {
                return null;
            }
            TokenBuffer tokens = new TokenBuffer(null, false);
            elements.write(row, tokens);
            JsonParser record = tokens.asParser();
            record.nextToken();
            return record;
        }

        @Override
        public boolean survives() {
            return true;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
