package dev.mastic.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkPojo;

/** Shapes of the SDK's model as JSON text, for stores that keep and echo what they do not interpret. */
public final class ShapeText {
    private static final JsonFactory JSON = new JsonFactory();

    private ShapeText() {}

    /** The members that are set, by their names on the wire. */
    public static String write(SdkPojo shape) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            new TokenWriter(out, (to, instant) -> to.writeNumber(Timestamps.epochSeconds(instant))).structure(shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads a shape; members that its type does not have are left out. */
    public static <T extends SdkPojo> T read(String text, Class<T> type) {
        try (JsonParser tokens = JSON.createParser(text)) {
            return type.cast(new TokenReader(tokens).readAll(Shapes.builder(type)));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored shape is not readable", e);
        }
    }

    /** The same members in a shape of another type, as far as it has them: a job out of a request to make one. */
    public static <T extends SdkPojo> T convert(SdkPojo shape, Class<T> type) {
        return read(write(shape), type);
    }
}
