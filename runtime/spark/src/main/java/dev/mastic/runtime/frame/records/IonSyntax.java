package dev.mastic.runtime.frame.records;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.mastic.runtime.frame.json.MalformedRecord;
import dev.mastic.runtime.frame.json.RecordStream;
import dev.mastic.runtime.frame.json.Syntax;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Amazon Ion, as text or as bytes: the structs at the top of a file are its records. */
public record IonSyntax() implements Syntax {

    @Override
    public boolean isByLine() {
        return false;
    }

    @Override
    public RecordStream open(InputStream file) {
        return new Records(IonReaderBuilder.standard().build(file));
    }

    @Override
    public RecordStream open(byte[] text, int offset, int length) {
        return new Records(IonReaderBuilder.standard().build(text, offset, length));
    }

    private static final class Records implements RecordStream {
        private final IonReader reader;
        private boolean survives = true;

        Records(IonReader reader) {
            this.reader = reader;
        }

        @Override
        public @Nullable JsonParser next() throws IOException {
            try {
                IonType type = reader.next();
                if (type == null) {
                    return null;
                } else if (type != IonType.STRUCT || reader.isNullValue()) {
                    throw new MalformedRecord("a record is a struct, this is " + type, null);
                }
                TokenBuffer tokens = new TokenBuffer(null, false);
                write(reader, tokens);
                JsonParser record = tokens.asParser();
                record.nextToken();
                return record;
            } catch (IonException malformed) {
                survives = false;
                throw new MalformedRecord(String.valueOf(malformed.getMessage()), null);
            }
        }

        @Override
        public boolean survives() {
            return survives;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private static void write(IonReader reader, JsonGenerator tokens) throws IOException {
        if (reader.isNullValue()) {
            tokens.writeNull();
            return;
        }
        switch (reader.getType()) {
            case BOOL -> tokens.writeBoolean(reader.booleanValue());
            case INT -> writeInteger(reader, tokens);
            case FLOAT -> tokens.writeNumber(reader.doubleValue());
            case DECIMAL ->
                tokens.writeEmbeddedObject(
                        new BigDecimal(reader.bigDecimalValue().toPlainString()));
            case TIMESTAMP ->
                tokens.writeEmbeddedObject(instant(reader.timestampValue().getDecimalMillis()));
            case SYMBOL, STRING -> tokens.writeString(reader.stringValue());
            case CLOB, BLOB -> tokens.writeEmbeddedObject(reader.newBytes());
            case STRUCT -> writeStruct(reader, tokens);
            case LIST, SEXP -> writeList(reader, tokens);
            default -> throw new MalformedRecord("a value of type " + reader.getType(), null);
        }
    }

    private static void writeInteger(IonReader reader, JsonGenerator tokens) throws IOException {
        switch (reader.getIntegerSize()) {
            case INT -> tokens.writeNumber(reader.intValue());
            case LONG -> tokens.writeNumber(reader.longValue());
            case BIG_INTEGER -> tokens.writeEmbeddedObject(new BigDecimal(reader.bigIntegerValue()));
        }
    }

    private static Instant instant(BigDecimal millis) {
        BigDecimal nanos = millis.movePointRight(6);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
    }

    private static void writeStruct(IonReader reader, JsonGenerator tokens) throws IOException {
        tokens.writeStartObject();
        reader.stepIn();
        while (reader.next() != null) {
            tokens.writeFieldName(reader.getFieldName());
            write(reader, tokens);
        }
        reader.stepOut();
        tokens.writeEndObject();
    }

    private static void writeList(IonReader reader, JsonGenerator tokens) throws IOException {
        tokens.writeStartArray();
        reader.stepIn();
        while (reader.next() != null) {
            write(reader, tokens);
        }
        reader.stepOut();
        tokens.writeEndArray();
    }
}
