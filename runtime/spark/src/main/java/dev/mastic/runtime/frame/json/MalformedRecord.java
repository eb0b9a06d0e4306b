package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

/** A record that is not written as its syntax wants it. */
public final class MalformedRecord extends JsonProcessingException {

    private final @Nullable String input;

    /**
     * A malformed record.
     *
     * @param input its text, where that is known
     */
    public MalformedRecord(String message, @Nullable String input) {
        super(message);
        this.input = input;
    }

    @Nullable String input() {
        return input;
    }
}
