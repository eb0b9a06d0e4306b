package dev.mastic.services.catalog;

/** Table versions as the wire has them: numbers as texts. */
final class VersionIds {
    private VersionIds() {}

    static long number(String versionId) {
        try {
            return Long.parseLong(versionId);
        } catch (NumberFormatException e) {
            throw Refusals.invalid("VersionId " + versionId + " is not a number.");
        }
    }
}
