package dev.mastic.services.crawlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.aws.protocol.ShapeText;
import software.amazon.awssdk.services.glue.model.CreateClassifierRequest;

/** Classifiers with some of their members replaced. */
final class UpdatedClassifierShapes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UpdatedClassifierShapes() {}

    /** The name of the one classifier that an update is about. */
    static String name(CreateClassifierRequest given) {
        ObjectNode kinds = tree(ShapeText.write(given));
        if (kinds.size() != 1) {
            throw Refusals.invalid("Exactly one kind of classifier has to be given, not %d", kinds.size());
        }
        return kinds.elements().next().path("Name").asText();
    }

    /** The definition with the given members in the place of those it had. */
    static String merge(StoredClassifier stored, CreateClassifierRequest given) {
        ObjectNode definition = tree(stored.definition());
        ObjectNode changes = tree(ShapeText.write(given));
        String kind = changes.fieldNames().next();
        JsonNode before = definition.get(kind);
        if (before == null) {
            throw Refusals.invalid("Classifier %s is of another kind", stored.name());
        }
        ((ObjectNode) before).setAll((ObjectNode) changes.get(kind));
        String merged = definition.toString();
        ClassifierShapes.name(ShapeText.read(merged, CreateClassifierRequest.class));
        return merged;
    }

    private static ObjectNode tree(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored classifier is not readable", e);
        }
    }
}
