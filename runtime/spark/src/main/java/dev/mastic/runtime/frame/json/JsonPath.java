package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.filter.TokenFilter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a JSON text are: {@code $.a.b[*]}, {@code $['a b'][0]}, {@code $.*}. It is followed while the text is
 * read, so there are no filters and no steps to any depth.
 */
public record JsonPath(List<Step> steps) implements Serializable {

    /** The records at the top of a text. */
    public static final JsonPath ROOT = new JsonPath(List.of());

    private static final Pattern STEP = Pattern.compile(
            "\\.(?<name>[^.\\[\\]*]+)|\\['(?<quoted>[^']+)'\\]|\\[(?<index>\\d+)\\]|(?<any>\\.\\*|\\[\\*\\])");

    /** One step down: to the field of a name, the element of an index, or to all parts when it has neither. */
    record Step(@Nullable String name, int index) implements Serializable {
        static final int NONE = -1;

        boolean isAny() {
            return name == null && index == NONE;
        }
    }

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** Reads a path; {@code $[*]} and {@code $.*} at its start mean the records at the top, which are read anyway. */
    public static JsonPath parse(String text) {
        String rest = text.trim();
        if (!rest.startsWith("$")) {
            throw malformed(text);
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(rest);
        int at = 1;
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw malformed(text);
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return steps.size() == 1 && steps.get(0).isAny() ? ROOT : new JsonPath(steps);
    }

    private static Step step(Matcher matcher) {
        String index = matcher.group("index");
        if (index != null) {
            return new Step(null, Integer.parseInt(index));
        }
        String name = matcher.group("name") == null ? matcher.group("quoted") : matcher.group("name");
        return new Step(name, Step.NONE);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "jsonPath: \"" + text + "\" (expected: $ and steps such as .name, ['name'], [*], [0], .*)");
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    TokenFilter filter() {
        return new AtStep(0);
    }

    private final class AtStep extends TokenFilter {
        private final int at;

        AtStep(int at) {
            this.at = at;
        }

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            Step step = steps.get(at);
            return step.isAny() || name.equals(step.name()) ? below() : null;
        }

        @Override
        public @Nullable TokenFilter includeElement(int index) {
            Step step = steps.get(at);
            return step.isAny() || index == step.index() ? below() : null;
        }

        private TokenFilter below() {
            return at + 1 == steps.size() ? TokenFilter.INCLUDE_ALL : new AtStep(at + 1);
        }

        // A value that the path wants to go further into is none of its records.
        @Override
        protected boolean _includeScalar() {
            return false;
        }
    }
}
