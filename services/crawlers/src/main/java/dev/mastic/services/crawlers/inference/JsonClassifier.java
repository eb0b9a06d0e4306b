package dev.mastic.services.crawlers.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON: objects one after the other, or in an array, or at a path. */
public final class JsonClassifier implements Classifier {
    private static final int DEPTH_MAX = 64;
    private static final int ROWS_MAX = 10_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)'\\]|(\\[\\*\\])|(\\[\\d+\\])");

    /** A step of a path: a member by name, or the elements of an array when the name is empty. */
    private final List<String> path;

    private final String pathText;

    private JsonClassifier(List<String> path, String pathText) {
        this.path = path;
        this.pathText = pathText;
    }

    /** Objects at the top, or in an array at the top. */
    public static JsonClassifier atTop() {
        return new JsonClassifier(List.of(), "");
    }

    /**
     * What stands at a path, e.g. {@code $.records[*]}.
     *
     * @return empty when it is no path of members and {@code [*]}
     */
    public static Optional<JsonClassifier> at(String jsonPath) {
        if (!jsonPath.startsWith("$")) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(jsonPath);
        int at = 1;
        while (at < jsonPath.length()) {
            if (!step.find(at) || step.start() != at || step.group(4) != null) {
                return Optional.empty();
            }
            steps.add(step.group(3) != null ? "" : step.group(1) != null ? step.group(1) : step.group(2));
            at = step.end();
        }
        return Optional.of(new JsonClassifier(steps, jsonPath));
    }

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        Optional<String> text = sample.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String start = text.orElseThrow().stripLeading();
        if (start.isEmpty() || (start.charAt(0) != '{' && start.charAt(0) != '[')) {
            return Optional.empty();
        }
        Rows rows = new Rows();
        try (JsonParser tokens = JSON.createParser(text.orElseThrow())) {
            while (tokens.nextToken() != null && rows.count < ROWS_MAX) {
                walk(tokens, 0, rows);
            }
        } catch (JsonEOFException cut) {
            if (sample.isWhole()) {
                return Optional.empty();
            }
        } catch (JsonParseException | StreamConstraintsException notJson) {
            return Optional.empty();
        }
        if (rows.fields.isEmpty()) {
            return Optional.empty();
        }
        Finding found = Finding.sure("json", rows.fields());
        return Optional.of(pathText.isEmpty() ? found : found.with(Map.of("jsonPath", pathText)));
    }

    /** Goes down the path from the current token, and reads what is at its end as rows. */
    private void walk(JsonParser tokens, int step, Rows rows) throws IOException {
        if (step == path.size()) {
            row(tokens, rows);
            return;
        }
        String name = path.get(step);
        if (name.isEmpty() && tokens.currentToken() == JsonToken.START_ARRAY) {
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                walk(tokens, step + 1, rows);
            }
        } else if (!name.isEmpty() && tokens.currentToken() == JsonToken.START_OBJECT) {
            while (tokens.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = tokens.currentName().equals(name);
                tokens.nextToken();
                if (wanted) {
                    walk(tokens, step + 1, rows);
                } else {
                    tokens.skipChildren();
                }
            }
        } else {
            tokens.skipChildren();
        }
    }

    private static void row(JsonParser tokens, Rows rows) throws IOException {
        if (tokens.currentToken() == JsonToken.START_OBJECT) {
            rows.add(object(tokens));
        } else if (tokens.currentToken() == JsonToken.START_ARRAY) {
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                if (tokens.currentToken() == JsonToken.START_OBJECT) {
                    rows.add(object(tokens));
                } else {
                    tokens.skipChildren();
                }
            }
        } else {
            // Numbers and texts side by side are JSON, too, and no rows.
            throw new JsonParseException(tokens, "not a row");
        }
    }

    private static Map<String, DataType> object(JsonParser tokens) throws IOException {
        Map<String, DataType> fields = new LinkedHashMap<>();
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String name = tokens.currentName();
            tokens.nextToken();
            fields.merge(name, value(tokens), DataType::merge);
        }
        return fields;
    }

    private static DataType value(JsonParser tokens) throws IOException {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> new DataType.StructOf(fields(object(tokens)));
            case START_ARRAY -> {
                DataType element = DataType.NOTHING;
                while (tokens.nextToken() != JsonToken.END_ARRAY) {
                    element = DataType.merge(element, value(tokens));
                }
                yield new DataType.ArrayOf(element);
            }
            case VALUE_NUMBER_INT ->
                switch (tokens.getNumberType()) {
                    case INT -> DataType.INT;
                    case LONG -> DataType.BIGINT;
                    default -> new DataType.Simple("decimal(38,0)");
                };
            case VALUE_NUMBER_FLOAT -> DataType.DOUBLE;
            case VALUE_TRUE, VALUE_FALSE -> DataType.BOOLEAN;
            case VALUE_NULL -> DataType.NOTHING;
            default -> DataType.STRING;
        };
    }

    private static List<Field> fields(Map<String, DataType> types) {
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(new Field(name, type)));
        return fields;
    }

    /** What the rows so far have in common. */
    private static final class Rows {
        private final Map<String, DataType> fields = new LinkedHashMap<>();
        private int count;

        void add(Map<String, DataType> row) {
            row.forEach((name, type) -> fields.merge(name, type, DataType::merge));
            count++;
        }

        List<Field> fields() {
            return JsonClassifier.fields(fields);
        }
    }
}
