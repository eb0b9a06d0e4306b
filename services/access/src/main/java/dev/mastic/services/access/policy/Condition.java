package dev.mastic.services.access.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a statement's {@code Condition}: an operator, a key and the values it may have.
 *
 * @param quantifier how a key with several values is read
 * @param operator how one value is compared
 * @param ifExists whether a request without the key passes
 * @param key in lower case
 * @param values what the policy wrote
 */
record Condition(
        Quantifier quantifier, ConditionOperator operator, boolean ifExists, String key, List<PolicyText> values) {

    /** How a key with several values is read. */
    enum Quantifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final String IF_EXISTS = "IfExists";

    Condition {
        values = List.copyOf(values);
    }

    /**
     * Reads an operator as policies write it, e.g. {@code ForAnyValue:StringLikeIfExists}; absent when there is no such
     * operator.
     */
    static Optional<Condition> parse(String wireOperator, String key, List<PolicyText> values) {
        Quantifier quantifier = Quantifier.NONE;
        for (Quantifier each : List.of(Quantifier.FOR_ALL_VALUES, Quantifier.FOR_ANY_VALUE)) {
            if (wireOperator.startsWith(each.prefix)) {
                quantifier = each;
            }
        }
        String rest = wireOperator.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        Quantifier found = quantifier;
        return ConditionOperator.of(name)
                .filter(operator -> operator != ConditionOperator.NULL || (!ifExists && found == Quantifier.NONE))
                .map(operator -> new Condition(found, operator, ifExists, key.toLowerCase(Locale.ROOT), values));
    }

    boolean holds(ConditionKeys keys) {
        List<String> actual = keys.values(key);
        if (operator == ConditionOperator.NULL) {
            return matchesAny(String.valueOf(actual.isEmpty()), keys);
        }
        if (actual.isEmpty()) {
            return ifExists
                    || switch (quantifier) {
                        case NONE -> operator.isNegated();
                        case FOR_ALL_VALUES -> true;
                        case FOR_ANY_VALUE -> false;
                    };
        }
        return switch (quantifier) {
            // Without a quantifier a key with several values counts as what any of them is: "not" means none of them.
            case NONE ->
                operator.isNegated()
                        ? actual.stream().allMatch(value -> passes(value, keys))
                        : actual.stream().anyMatch(value -> passes(value, keys));
            case FOR_ALL_VALUES -> actual.stream().allMatch(value -> passes(value, keys));
            case FOR_ANY_VALUE -> actual.stream().anyMatch(value -> passes(value, keys));
        };
    }

    private boolean passes(String actual, ConditionKeys keys) {
        return matchesAny(actual, keys) != operator.isNegated();
    }

    private boolean matchesAny(String actual, ConditionKeys keys) {
        for (PolicyText value : values) {
            if (operator.compare(value, actual, keys)) {
                return true;
            }
        }
        return false;
    }
}
