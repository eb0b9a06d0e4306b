package dev.mastic.services.metrics.math;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** The operators between two operands, from the loosest to the tightest. A truth is 1, an untruth 0. */
// The functions hold no state, and the arrays stay here.
@SuppressWarnings("ImmutableEnumChecker")
enum Operator {
    OR(0, (a, b) -> truth(a != 0 || b != 0), "||", "OR"),
    AND(1, (a, b) -> truth(a != 0 && b != 0), "&&", "AND"),
    EQUAL(2, (a, b) -> truth(a == b), "=="),
    UNEQUAL(2, (a, b) -> truth(a != b), "!="),
    AT_MOST(2, (a, b) -> truth(a <= b), "<="),
    AT_LEAST(2, (a, b) -> truth(a >= b), ">="),
    LESS(2, (a, b) -> truth(a < b), "<"),
    MORE(2, (a, b) -> truth(a > b), ">"),
    PLUS(3, Double::sum, "+"),
    MINUS(3, (a, b) -> a - b, "-"),
    TIMES(4, (a, b) -> a * b, "*"),
    OVER(4, (a, b) -> a / b, "/"),
    POWER(5, Math::pow, "^");

    static final int LEVELS = 6;

    private final int level;
    private final DoubleBinaryOperator function;
    private final String[] signs;

    Operator(int level, DoubleBinaryOperator function, String... signs) {
        this.level = level;
        this.function = function;
        this.signs = signs;
    }

    double apply(double left, double right) {
        return function.applyAsDouble(left, right);
    }

    static Optional<Operator> of(String sign, int level) {
        return Arrays.stream(values())
                .filter(each -> each.level == level && Arrays.asList(each.signs).contains(sign))
                .findFirst();
    }

    private static double truth(boolean is) {
        return is ? 1 : 0;
    }
}
