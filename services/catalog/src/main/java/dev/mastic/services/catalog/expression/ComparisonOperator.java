package dev.mastic.services.catalog.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The ways two values are compared. */
public enum ComparisonOperator {
    EQUAL("=", order -> order == 0),
    NOT_EQUAL("<>", order -> order != 0),
    LESS("<", order -> order < 0),
    LESS_OR_EQUAL("<=", order -> order <= 0),
    GREATER(">", order -> order > 0),
    GREATER_OR_EQUAL(">=", order -> order >= 0);

    private final String symbol;
    private final IntPredicate accepts;

    ComparisonOperator(String symbol, IntPredicate accepts) {
        this.symbol = symbol;
        this.accepts = accepts;
    }

    public String symbol() {
        return symbol;
    }

    boolean accepts(String left, String right) {
        return accepts.test(SortableText.compare(left, right));
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
