package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.Condition.All;
import dev.mastic.services.catalog.expression.Condition.Any;
import dev.mastic.services.catalog.expression.Condition.Comparison;
import dev.mastic.services.catalog.expression.Condition.IsNull;
import dev.mastic.services.catalog.expression.Condition.Like;
import dev.mastic.services.catalog.expression.Condition.Membership;
import dev.mastic.services.catalog.expression.Condition.Not;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A condition as SQL over the columns of {@code catalog_partition}, with the values to bind. */
record JdbcPartitionFilter(String sql, List<Object> binds) {
    /** How many partition keys have a column; conditions on others are tested in memory. */
    static final int COLUMNS = 8;

    static JdbcPartitionFilter of(Condition condition) {
        List<Object> binds = new ArrayList<>();
        return new JdbcPartitionFilter(sql(condition, binds), binds);
    }

    static boolean canExpress(Condition condition) {
        return condition.keys().allMatch(key -> key < COLUMNS);
    }

    private static String sql(Condition condition, List<Object> binds) {
        if (condition instanceof Comparison comparison) {
            binds.add(comparison.literal());
            return column(comparison.key()) + " " + comparison.operator().symbol() + " ?";
        }
        if (condition instanceof Membership membership) {
            binds.addAll(membership.literals());
            return column(membership.key()) + " IN ("
                    + String.join(
                            ", ", Collections.nCopies(membership.literals().size(), "?")) + ")";
        }
        if (condition instanceof Like like) {
            binds.add(glob(like.pattern()));
            // The function form of SQLite's GLOB, which its planner takes for the same.
            return "glob(?, " + column(like.key()) + ")";
        }
        if (condition instanceof IsNull) {
            return "1 = 0";
        }
        if (condition instanceof Not not) {
            return "NOT (" + sql(not.inner(), binds) + ")";
        }
        if (condition instanceof All all) {
            return joined(all.parts(), " AND ", binds);
        }
        return joined(((Any) condition).parts(), " OR ", binds);
    }

    private static String joined(List<Condition> parts, String word, List<Object> binds) {
        return parts.stream().map(part -> "(" + sql(part, binds) + ")").collect(Collectors.joining(word));
    }

    private static String column(int key) {
        return "NULLIF(v" + (key + 1) + ", '')";
    }

    // SQLite's LIKE takes A for a; its GLOB tells them apart.
    private static String glob(String like) {
        StringBuilder glob = new StringBuilder();
        like.codePoints().forEach(c -> {
            switch (c) {
                case '%' -> glob.append('*');
                case '_' -> glob.append('?');
                case '*', '?', '[' -> glob.append('[').appendCodePoint(c).append(']');
                default -> glob.appendCodePoint(c);
            }
        });
        return glob.toString();
    }
}
