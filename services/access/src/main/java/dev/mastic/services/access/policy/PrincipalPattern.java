package dev.mastic.services.access.policy;

import java.util.Map;
import java.util.Set;

/**
 * The principals that a statement names.
 *
 * @param everyone whether it is {@code "*"}
 * @param byKind names by kind: {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}
 */
record PrincipalPattern(boolean everyone, Map<String, Set<String>> byKind) {
    private static final String ANYONE = "*";

    /** How closely a statement names somebody. */
    enum Match {
        NONE,
        /** By his account, which still leaves the decision to the account's own policies. */
        ACCOUNT,
        /** In person. */
        DIRECT
    }

    PrincipalPattern {
        byKind = Map.copyOf(byKind);
    }

    Match match(Asker asker) {
        if (everyone) {
            return Match.DIRECT;
        }
        Set<String> named = byKind.getOrDefault(asker.kind(), Set.of());
        if (asker.names().stream().anyMatch(named::contains)
                || (asker.kind().equals(Asker.AWS) && named.contains(ANYONE))) {
            return Match.DIRECT;
        }
        boolean byAccount = asker.kind().equals(Asker.AWS)
                && (named.contains(asker.accountId()) || named.contains("arn:aws:iam::" + asker.accountId() + ":root"));
        return byAccount ? Match.ACCOUNT : Match.NONE;
    }
}
