package dev.mastic.services.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Comparator;
import software.amazon.awssdk.services.glue.model.PropertyPredicate;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * What {@code SearchTables} looks for.
 *
 * <p>A text property is split at punctuation, and a filter's value has to be one of the parts or the whole: {@code link}
 * finds {@code customer-link}, not {@code customerlink} (documentation of {@code PropertyPredicate}). Search text is looked
 * for anywhere in the names, comments and parameters; in quotes it has to be one of them as a whole.
 */
final class SearchShapes {
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchShapes() {}

    static Predicate<Table> text(@Nullable String searchText) {
        if (searchText == null || searchText.isBlank()) {
            return table -> true;
        }
        String wanted = searchText.trim().toLowerCase(Locale.ROOT);
        if (wanted.length() > 2 && wanted.startsWith("\"") && wanted.endsWith("\"")) {
            String exact = wanted.substring(1, wanted.length() - 1);
            return table -> texts(table).anyMatch(exact::equals);
        }
        return table -> texts(table).anyMatch(text -> text.contains(wanted));
    }

    static Predicate<Table> filters(List<PropertyPredicate> filters) {
        return filters.stream().map(SearchShapes::filter).reduce(table -> true, Predicate::and);
    }

    private static Predicate<Table> filter(PropertyPredicate filter) {
        String key = Objects.requireNonNullElse(filter.key(), "");
        String value = Objects.requireNonNullElse(filter.value(), "");
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "name" -> table -> isPart(table.name(), value);
            case "databasename" -> table -> isPart(table.databaseName(), value);
            case "description" -> table -> isPart(table.description(), value);
            case "owner" -> table -> isPart(table.owner(), value);
            case "tabletype" -> table -> isPart(table.tableType(), value);
            case "location" ->
                table -> descriptor(table)
                        .filter(descriptor -> isPart(descriptor.location(), value))
                        .isPresent();
            case "createtime" -> time(filter, table -> table.createTime());
            case "updatetime" -> time(filter, table -> table.updateTime());
            case "lastaccesstime" -> time(filter, table -> table.lastAccessTime());
            default -> table -> isPart(table.parameters().get(key), value);
        };
    }

    private static boolean isPart(@Nullable String property, String value) {
        return property != null
                && (property.equalsIgnoreCase(value)
                        || PUNCTUATION.splitAsStream(property).anyMatch(part -> part.equalsIgnoreCase(value)));
    }

    private static Predicate<Table> time(PropertyPredicate filter, TimeOf timeOf) {
        Instant limit = instant(filter);
        Comparator comparator = Optional.ofNullable(filter.comparator()).orElse(Comparator.EQUALS);
        return table -> {
            Instant time = timeOf.table(table);
            return time != null && holds(comparator, time.compareTo(limit));
        };
    }

    private static boolean holds(Comparator comparator, int order) {
        return switch (comparator) {
            case EQUALS -> order == 0;
            case GREATER_THAN -> order > 0;
            case LESS_THAN -> order < 0;
            case GREATER_THAN_EQUALS -> order >= 0;
            case LESS_THAN_EQUALS -> order <= 0;
            case UNKNOWN_TO_SDK_VERSION -> throw Refusals.invalid("The comparator of a filter is unknown.");
        };
    }

    private static Instant instant(PropertyPredicate filter) {
        try {
            return Instant.parse(Objects.requireNonNullElse(filter.value(), ""));
        } catch (DateTimeException e) {
            throw Refusals.invalid("The filter " + filter.key() + " needs a time such as 2026-01-01T00:00:00Z, not '"
                    + filter.value() + "'.");
        }
    }

    private static Stream<String> texts(Table table) {
        Stream<Column> columns = Stream.concat(
                descriptor(table).stream().flatMap(descriptor -> descriptor.columns().stream()),
                table.partitionKeys().stream());
        return Stream.of(
                        Stream.of(table.name(), table.databaseName(), table.description(), table.owner()),
                        columns.flatMap(column -> Stream.of(column.name(), column.comment())),
                        table.parameters().entrySet().stream()
                                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue())))
                .flatMap(texts -> texts)
                .filter(Objects::nonNull)
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    private static Optional<StorageDescriptor> descriptor(Table table) {
        return Optional.ofNullable(table.storageDescriptor());
    }

    /** A time of a table. */
    @FunctionalInterface
    private interface TimeOf {
        @Nullable Instant table(Table table);
    }
}
