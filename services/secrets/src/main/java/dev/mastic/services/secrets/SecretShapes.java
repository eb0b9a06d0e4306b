package dev.mastic.services.secrets;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Secrets between wire and domain. */
final class SecretShapes {
    private SecretShapes() {}

    static Optional<SecretValue> value(@Nullable String text, @Nullable SdkBytes bytes) {
        if (text != null && bytes != null) {
            throw Refusals.parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        if (text != null) {
            return Optional.of(new SecretValue(SecretValue.Kind.STRING, text.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.ofNullable(bytes).map(given -> new SecretValue(SecretValue.Kind.BINARY, given.asByteArray()));
    }

    static Map<String, String> tags(Collection<Tag> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Tag tag : tags) {
            if (tag.key() == null) {
                throw Refusals.parameter("Tags: a tag without a key");
            }
            byKey.put(tag.key(), tag.value() == null ? "" : tag.value());
        }
        return byKey;
    }

    static DescribeSecretResponse description(StoredSecret secret) {
        StoredSecret.Deletion deletion = secret.deletion();
        return DescribeSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .description(secret.description())
                .kmsKeyId(secret.kmsKeyId())
                .createdDate(secret.createdAt())
                .lastChangedDate(secret.changedAt())
                .lastAccessedDate(secret.accessedOn())
                .deletedDate(deletion == null ? null : deletion.dueAt())
                .tags(tags(secret.tags()))
                .versionIdsToStages(
                        secret.stages().isEmpty()
                                ? null
                                : new LinkedHashMap<String, Collection<String>>(secret.stages()))
                .build();
    }

    static SecretListEntry entry(StoredSecret secret) {
        StoredSecret.Deletion deletion = secret.deletion();
        return SecretListEntry.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .description(secret.description())
                .kmsKeyId(secret.kmsKeyId())
                .createdDate(secret.createdAt())
                .lastChangedDate(secret.changedAt())
                .lastAccessedDate(secret.accessedOn())
                .deletedDate(deletion == null ? null : deletion.askedAt())
                .tags(tags(secret.tags()))
                .secretVersionsToStages(
                        secret.stages().isEmpty()
                                ? null
                                : new LinkedHashMap<String, Collection<String>>(secret.stages()))
                .build();
    }

    static GetSecretValueResponse value(StoredSecret secret, SecretVersion version, SecretValue value) {
        return GetSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .versionId(version.id())
                .versionStages(sorted(version.stages()))
                .createdDate(version.createdAt())
                .secretString(text(value))
                .secretBinary(bytes(value))
                .build();
    }

    static SecretValueEntry valueEntry(StoredSecret secret, SecretVersion version, SecretValue value) {
        return SecretValueEntry.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .versionId(version.id())
                .versionStages(sorted(version.stages()))
                .createdDate(version.createdAt())
                .secretString(text(value))
                .secretBinary(bytes(value))
                .build();
    }

    static SecretVersionsListEntry version(SecretVersion version) {
        return SecretVersionsListEntry.builder()
                .versionId(version.id())
                .versionStages(version.stages().isEmpty() ? null : sorted(version.stages()))
                .createdDate(version.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .lastAccessedDate(version.accessedOn())
                .build();
    }

    private static @Nullable String text(SecretValue value) {
        return value.kind() == SecretValue.Kind.STRING ? new String(value.bytes(), StandardCharsets.UTF_8) : null;
    }

    private static @Nullable SdkBytes bytes(SecretValue value) {
        return value.kind() == SecretValue.Kind.BINARY ? SdkBytes.fromByteArray(value.bytes()) : null;
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static List<String> sorted(Collection<String> stages) {
        return stages.stream().sorted().toList();
    }
}
