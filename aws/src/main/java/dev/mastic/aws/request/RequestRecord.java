package dev.mastic.aws.request;

/** Is told about every request, refused ones too, when its answer is known. */
@FunctionalInterface
public interface RequestRecord {
    /**
     * Takes note of an answer.
     *
     * @param status the HTTP status of the answer
     * @param error the error's code; empty when the request succeeded
     */
    void answered(Exchange exchange, int status, String error);
}
