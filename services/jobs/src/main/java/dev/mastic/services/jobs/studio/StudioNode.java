package dev.mastic.services.jobs.studio;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a graph.
 *
 * @param id unique in its graph
 * @param type the member of {@code CodeGenConfigurationNode} that it is, e.g. {@code ApplyMapping}
 * @param fields as the API has them
 */
record StudioNode(String id, String type, JsonNode fields) {
    StudioNode {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        requireNonNull(fields, "fields");
    }

    String name() {
        return fields.path("Name").asText(type);
    }

    /** The nodes whose records come in, in their order. */
    List<String> inputs() {
        return texts("Inputs");
    }

    /** A field's text. Studio puts some into quotes of their own. */
    Optional<String> text(String field) {
        return Optional.ofNullable(fields.path(field).textValue()).map(StudioNode::unquoted);
    }

    /**
     * A field that must be there.
     *
     * @throws ServiceException when it is not
     */
    String required(String field) {
        return text(field).orElseThrow(() -> refusal("%s is missing".formatted(field)));
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        fields.path(field).forEach(text -> texts.add(unquoted(text.asText())));
        return texts;
    }

    /** Paths of fields, the parts of each joined by dots. */
    List<String> paths(String field) {
        List<String> paths = new ArrayList<>();
        fields.path(field).forEach(path -> paths.add(path(path)));
        return paths;
    }

    /** The parts of a path, joined by dots. */
    static String path(JsonNode parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(unquoted(part.asText())));
        return String.join(".", texts);
    }

    boolean flag(String field) {
        return fields.path(field).asBoolean(false);
    }

    /** The refusal of what the node says. */
    ServiceException refusal(String why) {
        return new ServiceException(
                ErrorCode.INVALID_INPUT, "CodeGenConfigurationNodes: node %s (%s): %s", id, type, why);
    }

    /** The refusal of what could be said on AWS and is not done here. */
    ServiceException notSupported(String what) {
        return new ServiceException(
                ErrorCode.NOT_IMPLEMENTED,
                "CodeGenConfigurationNodes: node %s (%s): %s is not supported",
                id,
                type,
                what);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
