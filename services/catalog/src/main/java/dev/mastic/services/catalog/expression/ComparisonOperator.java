package dev.mastic.services.catalog.expression;

import java.util.Arrays;
import java.util.Optional;

/** The ways two values are compared. */
public enum ComparisonOperator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    boolean accepts(String left, String right) {
        int order = SortableText.compare(left, right);
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** The operator with its sides changed: {@code 5 < x} is {@code x > 5}. */
    ComparisonOperator mirrored() {
        return switch (this) {
            case EQUAL -> EQUAL;
            case NOT_EQUAL -> NOT_EQUAL;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    static Optional<ComparisonOperator> ofSymbol(String text) {
        if (text.equals("!=")) {
            return Optional.of(NOT_EQUAL);
        }
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(text))
                .findFirst();
    }
}
