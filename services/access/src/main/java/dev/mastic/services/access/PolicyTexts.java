package dev.mastic.services.access;

import dev.mastic.services.access.policy.PolicyDocument;
import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.PolicyParser;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Policies by their text, read once. */
final class PolicyTexts {
    private static final int TEXTS_MAX = 4096;

    private record Key(String text, PolicyKind kind) {}

    private final Map<Key, PolicyDocument> documents = new ConcurrentHashMap<>();

    PolicyDocument parse(String text, PolicyKind kind) {
        Key key = new Key(text, kind);
        PolicyDocument known = documents.get(key);
        if (known != null) {
            return known;
        }
        PolicyDocument parsed = PolicyParser.parse(text, kind);
        if (documents.size() >= TEXTS_MAX) {
            documents.clear();
        }
        documents.put(key, parsed);
        return parsed;
    }
}
