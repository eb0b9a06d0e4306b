package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one text, one after the other. */
public interface RecordStream extends Closeable {

    /**
     * The next record, as a parser on the start of an object, which must be left on its end; null after the last one.
     *
     * @throws JacksonException when the text is malformed here
     */
    @Nullable JsonParser next() throws IOException;

    /** Whether records that follow a malformed one can be found. */
    default boolean survives() {
        return false;
    }
}
