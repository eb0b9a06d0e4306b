package dev.mastic.aws.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    private final JsonNode root;

    private ModelFile(JsonNode root) {
        this.root = root;
    }

    static ModelFile read(AwsService service) {
        String name = service.modelName() + ".json.gz";
        try (InputStream packed = ModelFile.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new IllegalStateException("no model of " + service + " on the class path: " + name);
            }
            return new ModelFile(new JsonMapper().readTree(new GZIPInputStream(packed)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    String text(String field) {
        return root.path(field).asText();
    }

    String textOr(String field, String fallback) {
        return root.path(field).asText(fallback);
    }

    List<String> texts(String field) {
        return texts(root, field);
    }

    boolean flag(String field) {
        return root.path(field).asBoolean();
    }

    Map<String, OperationModel> operations() {
        return each(
                "operations",
                (name, node) -> new OperationModel(
                        name,
                        node.path("method").asText(),
                        node.path("uri").asText(),
                        node.path("status").asInt(STATUS_OK),
                        optional(node, "input"),
                        optional(node, "output"),
                        optional(node, "inputRoot"),
                        optional(node, "resultWrapper"),
                        texts(node, "errors"),
                        node.path("deprecated").asBoolean()));
    }

    Map<String, ErrorModel> errors() {
        return each(
                "errors",
                (name, node) -> new ErrorModel(
                        name,
                        node.path("code").asText(name),
                        node.path("status").asInt(),
                        optional(node, "message")));
    }

    Map<String, ShapeModel> shapes() {
        return each("shapes", ModelFile::shape);
    }

    private static ShapeModel shape(String name, JsonNode node) {
        return new ShapeModel(
                name,
                node.path("type").asText(),
                texts(node, "required"),
                number(node, "min"),
                number(node, "max"),
                optional(node, "pattern"),
                texts(node, "enum"),
                node.path("sensitive").asBoolean(),
                optional(node, "payload"),
                optional(node, "timestampFormat"),
                node.path("flattened").asBoolean(),
                members(node.path("members")),
                optionalMember(node, "member"),
                optionalMember(node, "key"),
                optionalMember(node, "value"));
    }

    private static Map<String, MemberModel> members(JsonNode node) {
        Map<String, MemberModel> members = new LinkedHashMap<>();
        node.properties().forEach(entry -> members.put(entry.getKey(), member(entry.getValue())));
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable MemberModel optionalMember(JsonNode node, String field) {
        return node.has(field) ? member(node.get(field)) : null;
    }

    private static MemberModel member(JsonNode node) {
        return node.isTextual()
                ? new MemberModel(node.textValue(), null, null, false)
                : new MemberModel(
                        node.path("shape").asText(),
                        optional(node, "location"),
                        optional(node, "locationName"),
                        node.path("flattened").asBoolean());
    }

    private <T> Map<String, T> each(String field, BiFunction<String, JsonNode, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        root.path(field)
                .properties()
                .forEach(entry -> read.put(entry.getKey(), reader.apply(entry.getKey(), entry.getValue())));
        return Collections.unmodifiableMap(read);
    }

    private static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode found = node.get(field);
        return found == null ? null : found.asText();
    }

    private static @Nullable BigDecimal number(JsonNode node, String field) {
        JsonNode found = node.get(field);
        return found == null ? null : found.decimalValue();
    }
}
