package dev.mastic.aws.protocol;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.FormFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Query form as the tree that its dotted names describe: {@code Tags.member.1.Key}. */
final class QueryFields {
    private static final int DEPTH_MAX = 64;
    private static final int INDEX_DIGITS_MAX = 9;

    private final Map<String, QueryFields> children = new LinkedHashMap<>();
    private @Nullable String text;

    private QueryFields() {}

    static QueryFields of(FormFields form) {
        QueryFields root = new QueryFields();
        form.asMap().forEach((name, values) -> root.put(name, values.get(0)));
        return root;
    }

    Optional<String> text() {
        return Optional.ofNullable(text);
    }

    Optional<QueryFields> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    /** The numbered children, in the order of their numbers. */
    List<QueryFields> items() {
        return children.entrySet().stream()
                .filter(entry -> isIndex(entry.getKey()))
                .sorted(Comparator.comparingInt(entry -> Integer.parseInt(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void put(String name, String value) {
        QueryFields node = this;
        List<String> steps = steps(name);
        for (String step : steps) {
            node = node.children.computeIfAbsent(step, each -> new QueryFields());
        }
        node.text = value;
    }

    private static List<String> steps(String name) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            steps.add(name.substring(from, dot));
            from = dot + 1;
            if (steps.size() > DEPTH_MAX) {
                throw new ServiceException(
                        ErrorCode.MALFORMED_REQUEST, "A field is nested more than %d levels deep.", DEPTH_MAX);
            }
        }
        steps.add(name.substring(from));
        return steps;
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty()
                && name.length() <= INDEX_DIGITS_MAX
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
