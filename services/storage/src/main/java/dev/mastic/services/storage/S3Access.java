package dev.mastic.services.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** ARNs and condition keys of S3. Source of the keys: "Actions, resources, and condition keys for Amazon S3". */
final class S3Access {
    private static final Map<String, String> TEXT_KEYS = Map.of(
            "Prefix", "s3:prefix",
            "Delimiter", "s3:delimiter",
            "ACL", "s3:x-amz-acl",
            "StorageClass", "s3:x-amz-storage-class",
            "CopySource", "s3:x-amz-copy-source",
            "MetadataDirective", "s3:x-amz-metadata-directive",
            "ServerSideEncryption", "s3:x-amz-server-side-encryption",
            "IfMatch", "s3:if-match",
            "IfNoneMatch", "s3:if-none-match");

    private S3Access() {}

    static String arn(String resource) {
        return "arn:aws:s3:::" + resource;
    }

    static Map<String, List<String>> conditions(SdkPojo request) {
        Map<String, List<String>> conditions = new HashMap<>();
        TEXT_KEYS.forEach(
                (member, key) -> Members.text(request, member).ifPresent(value -> conditions.put(key, List.of(value))));
        Members.value(request, "MaxKeys", Integer.class)
                .ifPresent(value -> conditions.put("s3:max-keys", List.of(value.toString())));
        Members.text(request, "Tagging").map(Tags::parse).ifPresent(tags -> {
            tags.forEach((key, value) -> conditions.put("s3:RequestObjectTag/" + key, List.of(value)));
            conditions.put("s3:RequestObjectTagKeys", List.copyOf(tags.keySet()));
        });
        if (request instanceof CreateBucketRequest bucket && bucket.createBucketConfiguration() != null) {
            Members.text(bucket.createBucketConfiguration(), "LocationConstraint")
                    .ifPresent(region -> conditions.put("s3:locationconstraint", List.of(region)));
        }
        return conditions;
    }
}
