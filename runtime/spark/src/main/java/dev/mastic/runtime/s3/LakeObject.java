package dev.mastic.runtime.s3;

/**
 * An object of the lake, as a listing shows it.
 *
 * @param modifiedMillis since 1970
 * @param storageClass STANDARD, GLACIER and so on
 */
public record LakeObject(String bucket, String key, long bytes, long modifiedMillis, String storageClass) {

    /** Whether the object only stands for a directory. */
    public boolean isMarker() {
        return key.endsWith("/");
    }
}
