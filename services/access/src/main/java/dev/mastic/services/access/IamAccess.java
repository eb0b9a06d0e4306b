package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Tag;

/** What IAM itself is asked about requests to IAM: ARNs with the paths of what is there, and the condition keys. */
final class IamAccess {
    private final IdentityStore identities;

    IamAccess(IdentityStore identities) {
        this.identities = identities;
    }

    /**
     * The ARN of {@code user/ana}, {@code role/etl} and the like. Where the resource is to be made, the template holds the
     * path too, and slashes that meet are one.
     */
    String arn(Caller caller, String resource) {
        if (resource.equals("*")) {
            return resource;
        }
        String joined = resource.replaceAll("/+", "/");
        int first = joined.indexOf('/');
        String name = joined.substring(joined.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            // Without a name a request is about the caller.
            return caller.principal().arn();
        }
        return kind(joined.substring(0, Math.max(first, 0)))
                .flatMap(kind -> identities.find(caller.accountId(), kind, name))
                .map(Identity::arn)
                .orElseGet(() -> "arn:aws:iam::" + caller.accountId() + ":" + joined);
    }

    Map<String, List<String>> conditions(SdkPojo request) {
        Map<String, List<String>> keys = new HashMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value != null) {
                add(keys, field.memberName(), value);
            }
        }
        return keys;
    }

    private static void add(Map<String, List<String>> keys, String member, Object value) {
        switch (member) {
            case "PermissionsBoundary" -> keys.put("iam:PermissionsBoundary", List.of(value.toString()));
            case "PolicyArn" -> keys.put("iam:PolicyARN", List.of(value.toString()));
            case "TagKeys" -> keys.put("aws:TagKeys", texts(value));
            case "Tags" -> {
                List<Tag> tags = ((List<?>) value).stream().map(Tag.class::cast).toList();
                keys.put("aws:TagKeys", tags.stream().map(Tag::key).toList());
                tags.forEach(tag -> keys.put("aws:RequestTag/" + tag.key(), List.of(tag.value())));
            }
            default -> {
                // no condition key is named after it
            }
        }
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).collect(Collectors.toList());
    }

    private static Optional<IdentityKind> kind(String word) {
        return Stream.of(IdentityKind.values())
                .filter(kind -> kind.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
