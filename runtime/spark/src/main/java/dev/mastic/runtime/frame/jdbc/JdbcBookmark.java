package dev.mastic.runtime.frame.jdbc;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.runtime.bookmark.Bookmarks;
import dev.mastic.runtime.frame.files.Options;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rows of a table a job has read: those up to the greatest key that was there. The greatest key is asked for before the
 * rows are, and bounds them, so that rows which come in between are read next time and not twice.
 */
final class JdbcBookmark {
    private static final Logger log = LoggerFactory.getLogger(JdbcBookmark.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_ROW = "1 = 0";

    private final JdbcEndpoint endpoint;
    private final String table;
    private final List<String> keys;
    private final Order order;

    private JdbcBookmark(JdbcEndpoint endpoint, String table, List<String> keys, Order order) {
        this.endpoint = endpoint;
        this.table = table;
        this.keys = keys;
        this.order = order;
    }

    /** Which way the keys of new rows go. */
    private enum Order {
        ASC("<", ">"),
        DESC(">", "<");

        private final String before;
        private final String after;

        Order(String before, String after) {
            this.before = before;
            this.after = after;
        }

        static Order of(Options options) {
            String text = options.text("jobBookmarkKeysSortOrder").orElse("asc");
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "asc" -> ASC;
                case "desc" -> DESC;
                default ->
                    throw new IllegalArgumentException(
                            "jobBookmarkKeysSortOrder: \"" + text + "\" (expected: asc or desc)");
            };
        }
    }

    /**
     * What is remembered of a table.
     *
     * @param keys quoted, with the values of the last row in their order
     */
    record State(
            @JsonProperty("table") String table,
            @JsonProperty("keys") List<String> keys,
            @JsonProperty("values") List<KeyValue> values) {}

    /** A query has no bookmark, as on AWS: it may say itself what is new. */
    static Optional<String> refuseQuery(String context) {
        if (Bookmarks.current().remembers(context)) {
            log.warn("context {}: a query has no bookmark, all its rows are read", context);
        }
        return Optional.empty();
    }

    /** The condition for the rows that this run is to read, proposing how far they go; empty to read all and remember nothing. */
    static Optional<String> window(
            JdbcEndpoint endpoint, String table, StructType schema, Options options, String context) {
        Bookmarks bookmarks = Bookmarks.current();
        if (!bookmarks.remembers(context)) {
            return Optional.empty();
        }
        List<String> named = options.list("jobBookmarkKeys").stream()
                .map(key -> Columns.quoted(endpoint, schema, key))
                .toList();
        try (Connection connection = endpoint.connect()) {
            List<String> keys = named.isEmpty() ? new PrimaryKey(connection, endpoint).gapless(table, schema) : named;
            if (keys.isEmpty()) {
                log.warn("context {}: {} has no bookmark keys, all its rows are read", context, table);
                return Optional.empty();
            }
            return Optional.of(
                    new JdbcBookmark(endpoint, table, keys, Order.of(options)).window(connection, bookmarks, context));
        } catch (SQLException e) {
            throw new IllegalStateException("the bookmark of " + table + " cannot be found: " + e.getMessage(), e);
        }
    }

    private String window(Connection connection, Bookmarks bookmarks, String context) throws SQLException {
        Bookmarks.Window window = bookmarks.window(context);
        if (window.isEmpty()) {
            return NO_ROW;
        }
        Optional<String> after = window.from().flatMap(this::state).map(this::after);
        Optional<State> last = window.to().isPresent() ? window.to().flatMap(this::state) : last(connection, after);
        if (last.isEmpty()) {
            return NO_ROW;
        }
        bookmarks.propose(context, text(last.orElseThrow()));
        String upTo = upTo(last.orElseThrow());
        return after.map(from -> from + " AND " + upTo).orElse(upTo);
    }

    private Optional<State> state(String json) {
        try {
            State state = JSON.readValue(json, State.class);
            if (state.table().equals(table) && state.keys().equals(keys)) {
                return Optional.of(state);
            }
            log.warn(
                    "the bookmark is of {} by {}, not of {} by {}: it is read from its beginning",
                    state.table(),
                    state.keys(),
                    table,
                    keys);
            return Optional.empty();
        } catch (JsonProcessingException other) {
            throw new IllegalStateException("the bookmark of " + table + " is not one of a database", other);
        }
    }

    private static String text(State state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<State> last(Connection connection, Optional<String> after) throws SQLException {
        String backwards = order == Order.ASC ? " DESC" : " ASC";
        String known = keys.stream().map(key -> key + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String sql = "SELECT " + String.join(", ", keys) + " FROM " + table + " WHERE " + known
                + after.map(condition -> " AND " + condition).orElse("") + " ORDER BY "
                + keys.stream().map(key -> key + backwards).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? Optional.of(state(rows)) : Optional.empty();
            }
        }
    }

    private State state(ResultSet row) throws SQLException {
        List<KeyValue> values = new ArrayList<>();
        for (int column = 1; column <= keys.size(); column++) {
            values.add(KeyValue.read(row, column));
        }
        return new State(table, keys, values);
    }

    private String after(State state) {
        return compound(state, 0, order.after, order.after);
    }

    private String upTo(State state) {
        return compound(state, 0, order.before, order.before + "=");
    }

    /** Keys compare one after the other: {@code (a > 1 OR (a = 1 AND b > 2))}. */
    private String compound(State state, int at, String strict, String last) {
        String key = keys.get(at);
        String value = state.values().get(at).literal(endpoint.vendor());
        if (at == keys.size() - 1) {
            return key + " " + last + " " + value;
        }
        return "(%s %s %s OR (%s = %s AND %s))"
                .formatted(key, strict, value, key, value, compound(state, at + 1, strict, last));
    }
}
