package dev.mastic.services.access;

/**
 * How long policies may be. White space does not count.
 *
 * <p>Source: "IAM and AWS STS quotas" in the IAM user guide.
 */
final class PolicySize {
    static final int MANAGED_MAX = 6144;
    static final int TRUST_MAX = 2048;

    private static final int USER_MAX = 2048;
    private static final int GROUP_MAX = 5120;
    private static final int ROLE_MAX = 10240;

    private PolicySize() {}

    static int of(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** The most that all policies inside an identity may have together. */
    static int inlineMax(IdentityKind kind) {
        return switch (kind) {
            case USER -> USER_MAX;
            case GROUP -> GROUP_MAX;
            case ROLE -> ROLE_MAX;
        };
    }
}
