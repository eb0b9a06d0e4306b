package dev.mastic.aws.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.aws.AwsService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the files that {@code build/extract-models.py} writes. */
final class ModelFile {
    private static final int STATUS_OK = 200;

    private final Map<?, ?> root;

    private ModelFile(Map<?, ?> root) {
        this.root = root;
    }

    static ModelFile read(AwsService service) {
        String name = service.modelName() + ".json.gz";
        try (InputStream packed = ModelFile.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IllegalStateException("no model of " + service + " on the class path: " + name);
            }
            // Tokens into maps: Jackson's tree model would take longer to load than the file takes to read.
            try (JsonParser tokens = new JsonFactory().createParser(new GZIPInputStream(packed))) {
                return new ModelFile((Map<?, ?>) value(tokens, tokens.nextToken()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    String text(String field) {
        return String.valueOf(root.get(field));
    }

    String textOr(String field, String fallback) {
        return root.get(field) instanceof String found ? found : fallback;
    }

    List<String> texts(String field) {
        return texts(root, field);
    }

    boolean flag(String field) {
        return flag(root, field);
    }

    Map<String, OperationModel> operations() {
        return each("operations", ModelFile::operation);
    }

    Map<String, ErrorModel> errors() {
        return each("errors", ModelFile::error);
    }

    Map<String, ShapeModel> shapes() {
        return each("shapes", ModelFile::shape);
    }

    private static OperationModel operation(String name, Map<?, ?> node) {
        BigDecimal status = number(node, "status");
        return new OperationModel(
                name,
                String.valueOf(node.get("method")),
                String.valueOf(node.get("uri")),
                status == null ? STATUS_OK : status.intValue(),
                optional(node, "input"),
                optional(node, "output"),
                optional(node, "inputRoot"),
                optional(node, "resultWrapper"),
                texts(node, "errors"),
                flag(node, "deprecated"));
    }

    private static ErrorModel error(String name, Map<?, ?> node) {
        String code = optional(node, "code");
        BigDecimal status = number(node, "status");
        return new ErrorModel(
                name, code == null ? name : code, status == null ? 0 : status.intValue(), optional(node, "message"));
    }

    private static ShapeModel shape(String name, Map<?, ?> node) {
        return new ShapeModel(
                name,
                String.valueOf(node.get("type")),
                texts(node, "required"),
                number(node, "min"),
                number(node, "max"),
                optional(node, "pattern"),
                texts(node, "enum"),
                flag(node, "sensitive"),
                optional(node, "payload"),
                optional(node, "timestampFormat"),
                flag(node, "flattened"),
                members(node),
                optionalMember(node, "member"),
                optionalMember(node, "key"),
                optionalMember(node, "value"));
    }

    private static Map<String, MemberModel> members(Map<?, ?> node) {
        if (!(node.get("members") instanceof Map<?, ?> found)) {
            return Map.of();
        }
        Map<String, MemberModel> members = new LinkedHashMap<>();
        found.forEach((name, member) -> members.put(name.toString(), member(member)));
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable MemberModel optionalMember(Map<?, ?> node, String field) {
        Object found = node.get(field);
        return found == null ? null : member(found);
    }

    private static MemberModel member(Object node) {
        return node instanceof Map<?, ?> traits
                ? new MemberModel(
                        String.valueOf(traits.get("shape")),
                        optional(traits, "location"),
                        optional(traits, "locationName"),
                        flag(traits, "flattened"))
                : new MemberModel(node.toString(), null, null, false);
    }

    private <T> Map<String, T> each(String field, BiFunction<String, Map<?, ?>, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        if (root.get(field) instanceof Map<?, ?> entries) {
            entries.forEach((name, node) -> read.put(name.toString(), reader.apply(name.toString(), (Map<?, ?>) node)));
        }
        return Collections.unmodifiableMap(read);
    }

    private static List<String> texts(Map<?, ?> node, String field) {
        return node.get(field) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable String optional(Map<?, ?> node, String field) {
        return node.get(field) instanceof String found ? found : null;
    }

    private static @Nullable BigDecimal number(Map<?, ?> node, String field) {
        return node.get(field) instanceof BigDecimal found ? found : null;
    }

    private static boolean flag(Map<?, ?> node, String field) {
        return Boolean.TRUE.equals(node.get(field));
    }

    private static Object value(JsonParser tokens, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
                    entries.put(name, value(tokens, tokens.nextToken()));
                }
                yield entries;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonToken next = tokens.nextToken(); next != JsonToken.END_ARRAY; next = tokens.nextToken()) {
                    items.add(value(tokens, next));
                }
                yield items;
            }
            case VALUE_TRUE, VALUE_FALSE -> tokens.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.getDecimalValue();
            default -> tokens.getText();
        };
    }
}
