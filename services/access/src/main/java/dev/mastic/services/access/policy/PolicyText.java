package dev.mastic.services.access.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy that may hold wildcards and variables such as <code>${aws:username}</code>.
 *
 * <p>What a variable stands for is never read as a wildcard: a user called {@code *} gets no more than anybody else.
 */
final class PolicyText {
    private static final String OPEN = "${";

    /** A stretch of the text: written out, or a variable with the text to take when the request has no such key. */
    private record Part(
            String text, boolean variable, @Nullable String otherwise) {}

    private final List<Part> parts;
    private final @Nullable Glob constantGlob;
    private final @Nullable String constantText;

    private PolicyText(List<Part> parts) {
        this.parts = List.copyOf(parts);
        boolean constant = parts.stream().noneMatch(Part::variable);
        this.constantGlob = constant ? glob(ConditionKeys.NONE).orElseThrow() : null;
        this.constantText = constant ? plain(ConditionKeys.NONE).orElseThrow() : null;
    }

    /** A text without variables, as in policies of the version 2008-10-17. */
    static PolicyText constant(String text) {
        return new PolicyText(List.of(new Part(text, false, null)));
    }

    static PolicyText parse(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            parts.add(new Part(text.substring(from, open), false, null));
            parts.add(variable(text.substring(open + OPEN.length(), close)));
            from = close + 1;
        }
        parts.add(new Part(text.substring(from), false, null));
        return new PolicyText(parts);
    }

    /** The text with its wildcards; absent when the request lacks a variable that has no default. */
    Optional<Glob> glob(ConditionKeys keys) {
        if (constantGlob != null) {
            return Optional.of(constantGlob);
        }
        Glob.Builder glob = new Glob.Builder();
        for (Part part : parts) {
            if (!part.variable()) {
                glob.addPattern(part.text());
                continue;
            }
            Optional<String> value = value(part, keys);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            glob.addLiteral(value.orElseThrow());
        }
        return Optional.of(glob.build());
    }

    /** The text where stars and question marks mean nothing. */
    Optional<String> plain(ConditionKeys keys) {
        if (constantText != null) {
            return Optional.of(constantText);
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            Optional<String> value = part.variable() ? value(part, keys) : Optional.of(part.text());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(value.orElseThrow());
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> value(Part variable, ConditionKeys keys) {
        return keys.single(variable.text()).or(() -> Optional.ofNullable(variable.otherwise()));
    }

    private static Part variable(String inside) {
        // ${*}, ${?} and ${$} are how a policy writes these characters themselves.
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Part("", true, inside);
        }
        int comma = inside.indexOf(',');
        if (comma < 0) {
            return new Part(inside.strip().toLowerCase(Locale.ROOT), true, null);
        }
        String otherwise = inside.substring(comma + 1).strip();
        boolean quoted = otherwise.length() > 1 && otherwise.startsWith("'") && otherwise.endsWith("'");
        return new Part(
                inside.substring(0, comma).strip().toLowerCase(Locale.ROOT),
                true,
                quoted ? otherwise.substring(1, otherwise.length() - 1) : otherwise);
    }
}
