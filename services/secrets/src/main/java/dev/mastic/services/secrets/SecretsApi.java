package dev.mastic.services.secrets;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;

/** Secrets Manager's operations on secrets as a whole. */
public final class SecretsApi extends SecretAccess {
    private static final long WINDOW_DAYS = 30;
    private static final long WINDOW_DAYS_MIN = 7;

    private final Secrets secrets;
    private final SecretStore store;
    private final Ids ids;
    private final Clock clock;

    SecretsApi(Secrets secrets, SecretStore store, Ids ids, Clock clock) {
        super(secrets);
        this.secrets = secrets;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    @OnResource("new/{Name}")
    public CreateSecretResponse createSecret(Caller caller, CreateSecretRequest request) {
        if (request.hasAddReplicaRegions()) {
            throw new ServiceException(ErrorCode.NOT_IMPLEMENTED, "AddReplicaRegions: secrets are not replicated");
        }
        refuseType(request.type());
        String token = token(request.clientRequestToken());
        Optional<SecretValue> value = SecretShapes.value(request.secretString(), request.secretBinary());
        StoredSecret secret = secrets.create(
                caller,
                new Secrets.Wish(
                        request.name(),
                        request.description(),
                        request.kmsKeyId(),
                        token,
                        value,
                        SecretShapes.tags(request.tags())));
        return CreateSecretResponse.builder()
                .arn(secret.arn())
                .name(request.name())
                .versionId(value.isPresent() ? token : null)
                .build();
    }

    @OnResource("secret/{SecretId}")
    public DescribeSecretResponse describeSecret(Caller caller, DescribeSecretRequest request) {
        return SecretShapes.description(secrets.get(caller, request.secretId()));
    }

    @OnResource("secret/{SecretId}")
    public UpdateSecretResponse updateSecret(Caller caller, UpdateSecretRequest request) {
        refuseType(request.type());
        StoredSecret secret = secrets.getUsable(caller, request.secretId());
        String token = token(request.clientRequestToken());
        Optional<SecretValue> value = SecretShapes.value(request.secretString(), request.secretBinary());
        secrets.update(secret, request.description(), request.kmsKeyId(), token, value);
        return UpdateSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .versionId(value.isPresent() ? token : null)
                .build();
    }

    /** With force the secret is gone at once, and one that is not there is no error. */
    @OnResource("secret/{SecretId}")
    public DeleteSecretResponse deleteSecret(Caller caller, DeleteSecretRequest request) {
        boolean force = Boolean.TRUE.equals(request.forceDeleteWithoutRecovery());
        Duration window = window(request.recoveryWindowInDays(), force);
        Optional<StoredSecret> found = secrets.find(caller, request.secretId());
        if (found.isEmpty() && force) {
            return DeleteSecretResponse.builder()
                    .arn(arnOf(caller, request.secretId()))
                    .name(request.secretId())
                    .deletionDate(clock.instant())
                    .build();
        }
        StoredSecret secret = found.orElseThrow(Refusals::notFound);
        if (secret.deletion() != null && !force) {
            throw Refusals.request("You tried to perform the operation on a secret that's currently marked deleted.");
        }
        Instant deletedAt = force ? secrets.deleteNow(secret) : secrets.deleteAfter(secret, window);
        return DeleteSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .deletionDate(deletedAt)
                .build();
    }

    @OnResource("secret/{SecretId}")
    public RestoreSecretResponse restoreSecret(Caller caller, RestoreSecretRequest request) {
        StoredSecret secret = secrets.get(caller, request.secretId());
        secrets.restore(secret);
        return RestoreSecretResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .build();
    }

    @OnResource("*")
    public ListSecretsResponse listSecrets(Caller caller, ListSecretsRequest request) {
        if (request.sortBy() != null && !request.sortByAsString().equals("created-date")) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED, "SortBy: %s (supported: created-date)", request.sortByAsString());
        }
        SecretStore.Direction direction = "asc".equals(request.sortOrderAsString())
                ? SecretStore.Direction.OLDEST_FIRST
                : SecretStore.Direction.NEWEST_FIRST;
        boolean deletedToo = Boolean.TRUE.equals(request.includePlannedDeletion());
        Predicate<StoredSecret> living = secret -> secret.deletion() == null || (deletedToo && !secrets.isDue(secret));
        int max = Pages.size(request.maxResults());
        List<StoredSecret> found = store.list(
                caller.accountId(),
                caller.region(),
                Pages.place(request.nextToken(), direction),
                direction,
                living.and(SecretFilterShapes.of(request.filters())),
                max + 1);
        return ListSecretsResponse.builder()
                .secretList(found.stream().limit(max).map(SecretShapes::entry).toList())
                .nextToken(Pages.token(found, max))
                .build();
    }

    /** Always without a policy: none can be set, and Terraform asks for it with every secret. */
    @OnResource("secret/{SecretId}")
    public GetResourcePolicyResponse getResourcePolicy(Caller caller, GetResourcePolicyRequest request) {
        StoredSecret secret = secrets.getUsable(caller, request.secretId());
        return GetResourcePolicyResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .build();
    }

    @OnResource("secret/{SecretId}")
    public TagResourceResponse tagResource(Caller caller, TagResourceRequest request) {
        secrets.tag(secrets.getUsable(caller, request.secretId()), SecretShapes.tags(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @OnResource("secret/{SecretId}")
    public UntagResourceResponse untagResource(Caller caller, UntagResourceRequest request) {
        secrets.untag(secrets.getUsable(caller, request.secretId()), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    // The clients of AWS make one themselves; a request without one still gets a version of its own.
    private String token(@Nullable String given) {
        return given == null ? ids.uuid() : given;
    }

    private static void refuseType(@Nullable String type) {
        if (type != null) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED, "Type: %s (secrets of partners are not supported)", type);
        }
    }

    private static Duration window(@Nullable Long days, boolean force) {
        if (days == null) {
            return Duration.ofDays(WINDOW_DAYS);
        }
        if (force) {
            throw Refusals.parameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        if (days < WINDOW_DAYS_MIN || days > WINDOW_DAYS) {
            throw Refusals.parameter(
                    "The RecoveryWindowInDays value must be between %d and %d days (inclusive).",
                    WINDOW_DAYS_MIN, WINDOW_DAYS);
        }
        return Duration.ofDays(days);
    }
}
