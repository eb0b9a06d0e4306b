package dev.mastic.services.catalog.expression;

/** What was written is no expression of this language. */
final class UnsupportedExpressionException extends Exception {
    UnsupportedExpressionException() {
        super("unsupported expression", null, false, false);
    }
}
