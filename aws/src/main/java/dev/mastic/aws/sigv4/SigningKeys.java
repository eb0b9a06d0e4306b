package dev.mastic.aws.sigv4;

import dev.mastic.aws.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Derived signing keys, kept because deriving one costs five times as much as using it. */
final class SigningKeys {
    private static final int KEYS_MAX = 1024;

    // The secret is part of what a key is found by, so a key is never used after its secret has changed.
    private record Origin(Secret secret, Scope scope) {}

    private final Map<Origin, SigningKey> keys = new ConcurrentHashMap<>();

    SigningKey of(Secret secret, Scope scope) {
        Origin origin = new Origin(secret, scope);
        SigningKey known = keys.get(origin);
        if (known != null) {
            return known;
        }
        SigningKey derived = SigningKey.derive(secret, scope);
        if (keys.size() >= KEYS_MAX) {
            keys.clear();
        }
        keys.put(origin, derived);
        return derived;
    }
}
