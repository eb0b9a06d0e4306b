package dev.mastic.services.access;

/** The sorts of identity that policies are attached to. */
enum IdentityKind {
    USER("user", "AIDA"),
    ROLE("role", "AROA"),
    GROUP("group", "AGPA");

    private final String word;
    private final String idPrefix;

    IdentityKind(String word, String idPrefix) {
        this.word = word;
        this.idPrefix = idPrefix;
    }

    /** As it stands in ARNs and, with a capital, in IAM's sentences. */
    String word() {
        return word;
    }

    /** What unique ids of the sort begin with. */
    String idPrefix() {
        return idPrefix;
    }

    String capitalized() {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
