package dev.mastic.services.secrets;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** How secrets are named to IAM: by their full ARN, whatever name or part of it the request has. */
abstract class SecretAccess implements DescribesAccess {
    // The six characters of a secret that is still to be made: matched by the patterns that policies end in.
    private static final String COMING_SUFFIX = "-??????";
    private static final String NEW = "new/";
    private static final String OLD = "secret/";
    private static final Map<String, String> CONDITIONS = Map.of(
            "Name", "secretsmanager:Name",
            "Description", "secretsmanager:Description",
            "VersionId", "secretsmanager:VersionId",
            "VersionStage", "secretsmanager:VersionStage",
            "RecoveryWindowInDays", "secretsmanager:RecoveryWindowInDays",
            "ForceDeleteWithoutRecovery", "secretsmanager:ForceDeleteWithoutRecovery",
            "KmsKeyId", "secretsmanager:KmsKeyId");

    private final Secrets secrets;

    SecretAccess(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String arn(Caller caller, String resource) {
        if (resource.startsWith(NEW)) {
            return caller.arn("secretsmanager", "secret:" + resource.substring(NEW.length()) + COMING_SUFFIX);
        }
        return resource.startsWith(OLD) ? arnOf(caller, resource.substring(OLD.length())) : resource;
    }

    /** The ARN of a secret, or what it would be called if there were one. */
    final String arnOf(Caller caller, String id) {
        return secrets.find(caller, id)
                .map(StoredSecret::arn)
                .orElseGet(() -> id.startsWith("arn:") ? id : caller.arn("secretsmanager", "secret:" + id));
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        Map<String, List<String>> conditions = new HashMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            String key = CONDITIONS.get(field.memberName());
            Object value = key == null ? null : field.getValueOrDefault(request);
            if (key != null && value != null) {
                conditions.put(key, List.of(value.toString()));
            }
        }
        return conditions;
    }
}
