package dev.mastic.aws.sigv4;

/**
 * What a signature is good for.
 *
 * @param date the day, as {@code yyyyMMdd}
 * @param region e.g. {@code us-east-1}
 * @param service the signing name, e.g. {@code glue}
 */
record Scope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    /** As it stands in a credential and in the string to sign. */
    String text() {
        return date + '/' + region + '/' + service + '/' + TERMINATOR;
    }
}
