package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.runs.RunSettings;
import dev.mastic.services.jobs.JdbcDocumentStore.Document;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CloudWatchEncryptionMode;
import software.amazon.awssdk.services.glue.model.EncryptionConfiguration;
import software.amazon.awssdk.services.glue.model.JobBookmarksEncryptionMode;
import software.amazon.awssdk.services.glue.model.S3Encryption;
import software.amazon.awssdk.services.glue.model.S3EncryptionMode;
import software.amazon.awssdk.services.glue.model.SecurityConfiguration;

/** What security configurations ask for, and what becomes of it in a run. The one key here is that of the server. */
final class EncryptionShapes {
    private final JdbcDocumentStore documents;

    EncryptionShapes(JdbcDocumentStore documents) {
        this.documents = documents;
    }

    /** Refuses modes that are not there, and encryption by a key that is not named. */
    static void check(EncryptionConfiguration asked) {
        for (S3Encryption s3 : asked.s3Encryption()) {
            known(
                    "S3EncryptionMode",
                    s3.s3EncryptionModeAsString(),
                    s3.s3EncryptionMode() != S3EncryptionMode.UNKNOWN_TO_SDK_VERSION);
            needsKey("S3Encryption", s3.s3EncryptionMode() == S3EncryptionMode.SSE_KMS, s3.kmsKeyArn());
        }
        var logs = asked.cloudWatchEncryption();
        if (logs != null) {
            known(
                    "CloudWatchEncryptionMode",
                    logs.cloudWatchEncryptionModeAsString(),
                    logs.cloudWatchEncryptionMode() != CloudWatchEncryptionMode.UNKNOWN_TO_SDK_VERSION);
            needsKey(
                    "CloudWatchEncryption",
                    logs.cloudWatchEncryptionMode() == CloudWatchEncryptionMode.SSE_KMS,
                    logs.kmsKeyArn());
        }
        var bookmarks = asked.jobBookmarksEncryption();
        if (bookmarks != null) {
            known(
                    "JobBookmarksEncryptionMode",
                    bookmarks.jobBookmarksEncryptionModeAsString(),
                    bookmarks.jobBookmarksEncryptionMode() != JobBookmarksEncryptionMode.UNKNOWN_TO_SDK_VERSION);
            needsKey(
                    "JobBookmarksEncryption",
                    bookmarks.jobBookmarksEncryptionMode() == JobBookmarksEncryptionMode.CSE_KMS,
                    bookmarks.kmsKeyArn());
        }
    }

    /**
     * What the named configuration means for a run, as entries of its echoed fields.
     *
     * @throws ServiceException when it is not there, or asks for what is not done here
     */
    Map<String, String> of(Caller caller, @Nullable String name) {
        if (name == null) {
            return Map.of();
        }
        EncryptionConfiguration asked = require(caller, name);
        for (S3Encryption s3 : asked.s3Encryption()) {
            if (s3.s3EncryptionMode() != null && s3.s3EncryptionMode() != S3EncryptionMode.DISABLED) {
                throw new ServiceException(
                        ErrorCode.NOT_IMPLEMENTED,
                        "S3EncryptionMode %s of security configuration %s: objects are not encrypted (supported: DISABLED)",
                        s3.s3EncryptionModeAsString(),
                        name);
            }
        }
        boolean seals = asked.cloudWatchEncryption() != null
                && asked.cloudWatchEncryption().cloudWatchEncryptionMode() == CloudWatchEncryptionMode.SSE_KMS;
        return seals ? Map.of(RunSettings.LOG_ENCRYPTION, "SSE-KMS") : Map.of();
    }

    /**
     * What the named configuration asks for.
     *
     * @throws ServiceException when it is not there
     */
    EncryptionConfiguration require(Caller caller, String name) {
        return documents
                .find(caller.accountId(), caller.region(), name)
                .map(found -> shape(found).encryptionConfiguration())
                .orElseThrow(() -> notFound(name));
    }

    static SecurityConfiguration shape(Document found) {
        return ShapeText.read(found.text(), SecurityConfiguration.class).toBuilder()
                .name(found.name())
                .createdTimeStamp(found.createdOn())
                .build();
    }

    static ServiceException notFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Security configuration %s not found.", name);
    }

    private static void known(String field, @Nullable String mode, boolean known) {
        if (mode != null && !known) {
            throw Refusals.invalid("%s: %s is not a mode that there is", field, mode);
        }
    }

    private static void needsKey(String field, boolean byKey, @Nullable String key) {
        if (byKey && (key == null || key.isEmpty())) {
            throw Refusals.invalid("%s: KmsKeyArn is missing (it is needed for encryption by a key of KMS)", field);
        }
    }
}
