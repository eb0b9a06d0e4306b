package dev.mastic.runtime.frame.jdbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as scripts write it: {@code sales}, {@code public.sales}, {@code "My.Schema"."My.Table"}.
 *
 * @param prefix what stands before the last part, its dot included, as it is written
 * @param last the last part as it is written
 */
record TableName(String prefix, String last) {
    private static final String PART = "\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+]|[^.\"`\\[]+";
    private static final Pattern NAME = Pattern.compile("(?<prefix>(?:(?:" + PART + ")\\.)*)(?<last>" + PART + ")");

    static TableName of(String text) {
        Matcher parts = NAME.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException("dbtable: \"" + text + "\" (expected: table or schema.table)");
        }
        return new TableName(parts.group("prefix"), parts.group("last"));
    }

    /** As it is written in SQL. */
    String sql() {
        return prefix + last;
    }

    /** A table beside this one; the name needs no quotes. */
    TableName sibling(String name) {
        return new TableName(prefix, name);
    }

    /** The bare name. */
    String table() {
        return bare(last);
    }

    /** The bare name of the schema, when there is one. */
    Optional<String> schema() {
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        TableName above = of(prefix.substring(0, prefix.length() - 1));
        return Optional.of(bare(above.last));
    }

    private static String bare(String part) {
        return part.replaceAll("^[\"`\\[]|[\"`\\]]$", "").replace("\"\"", "\"");
    }
}
