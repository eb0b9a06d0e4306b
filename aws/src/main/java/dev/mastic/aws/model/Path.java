package dev.mastic.aws.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in an input a value stands, written as AWS writes it: {@code tableInput.partitionKeys.1.member.name}.
 *
 * @param parent what it stands in; null at the root
 * @param member the step from there, as the model spells it
 */
record Path(@Nullable Path parent, String member) {
    static final Path ROOT = new Path(null, "");

    boolean isRoot() {
        return parent == null;
    }

    Path to(String next) {
        return new Path(this, next);
    }

    /** The item at a position of a list, counted from one. */
    Path item(int position) {
        return new Path(this, position + ".member");
    }

    Path entry(String key) {
        return new Path(this, key + ".member");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        if (parent == null) {
            return;
        }
        requireNonNull(parent).appendTo(text);
        if (!text.isEmpty()) {
            text.append('.');
        }
        text.append(member.substring(0, 1).toLowerCase(Locale.ROOT)).append(member, 1, member.length());
    }
}
