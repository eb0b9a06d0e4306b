package dev.mastic.runtime.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DynamoDB's JSON, in which each value stands in a record under the name of its type: <code>{"pk": {"S": "x"}}</code>. Without
 * those names a text and a number ({@code S}, {@code N}) are texts, since DynamoDB's numbers are more than any of Spark's.
 */
final class DynamoDbJson {

    private static final String ITEM = "Item";
    private static final Set<String> TAGS = Set.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");

    private DynamoDbJson() {}

    /** Exports have each item in a field {@code Item}, alone or beside keys and times of the change; its fields come to the top. */
    static Map<String, Value> simplify(Map<String, Value> fields) {
        Map<String, Value> simple = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Optional<Value.Alternative> item = value.alternative("struct");
            if (name.equals(ITEM) && item.isPresent() && !isTagged(value)) {
                Value.of(item.orElseThrow(), value.shape().presence())
                        .fields()
                        .forEach((part, inner) -> simple.put(part, value(inner)));
            } else {
                simple.put(name, value(value));
            }
        });
        return simple;
    }

    private static boolean isTagged(Value value) {
        return !value.fields().isEmpty() && TAGS.containsAll(value.fields().keySet());
    }

    private static Value value(Value value) {
        if (!isTagged(value)) {
            return record(value);
        }
        Map<String, Value> tags = value.fields();
        Presence presence = value.shape().presence();
        // {"NULL": true} says that there is nothing.
        if (tags.remove("NULL") != null) {
            presence = Presence.of(true, presence.missing());
        }
        List<Value.Alternative> held = new ArrayList<>();
        tags.forEach((tag, inner) -> held.addAll(untagged(tag, inner).alternatives()));
        return Value.firstOf(held, presence);
    }

    private static Value record(Value value) {
        return value.changeFields(parts -> {
                    Map<String, Value> simple = new LinkedHashMap<>();
                    parts.forEach((name, part) -> simple.put(name, value(part)));
                    return simple;
                })
                .orElse(value);
    }

    private static Value untagged(String tag, Value inner) {
        return switch (tag) {
            case "M" -> record(inner);
            // A list may hold values of any types: only where all have the same are their names taken away.
            case "L" ->
                inner.changeElements(element -> Optional.of(element.fields().size() == 1 ? value(element) : element))
                        .orElse(inner);
            default -> inner;
        };
    }
}
