package dev.mastic.services.secrets;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** Secrets Manager's operations on the values of secrets and on their versions. */
public final class SecretValuesApi extends SecretAccess {
    private static final int BATCH_SECRETS_MAX = 20;
    private static final String GET = "secretsmanager:GetSecretValue";

    private final Secrets secrets;
    private final Versions versions;
    private final SecretStore store;
    private final Authorizer authorizer;
    private final Ids ids;

    SecretValuesApi(Secrets secrets, Versions versions, SecretStore store, Authorizer authorizer, Ids ids) {
        super(secrets);
        this.secrets = secrets;
        this.versions = versions;
        this.store = store;
        this.authorizer = authorizer;
        this.ids = ids;
    }

    @OnResource("secret/{SecretId}")
    public GetSecretValueResponse getSecretValue(Caller caller, GetSecretValueRequest request) {
        StoredSecret secret = secrets.getUsable(caller, request.secretId());
        SecretVersion version = versions.get(secret, request.versionId(), request.versionStage());
        return SecretShapes.value(secret, version, versions.read(secret, version));
    }

    /** The current text of a secret, for a caller whose request names it in passing. */
    String text(Caller caller, String secretId) {
        GetSecretValueResponse found = getSecretValue(
                caller, GetSecretValueRequest.builder().secretId(secretId).build());
        authorizer.authorize(caller, new Access(GET, found.arn()));
        return found.secretString() == null ? "" : found.secretString();
    }

    @OnResource("secret/{SecretId}")
    public PutSecretValueResponse putSecretValue(Caller caller, PutSecretValueRequest request) {
        StoredSecret secret = secrets.getUsable(caller, request.secretId());
        SecretValue value = SecretShapes.value(request.secretString(), request.secretBinary())
                .orElseThrow(() -> Refusals.request("You must provide either SecretString or SecretBinary."));
        String token = request.clientRequestToken() == null ? ids.uuid() : request.clientRequestToken();
        Set<String> stages =
                request.hasVersionStages() ? Set.copyOf(request.versionStages()) : Set.of(Versions.CURRENT);
        versions.put(secret, token, value, stages);
        return PutSecretValueResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .versionId(token)
                .versionStages(versions.get(secret, token, null).stages().stream()
                        .sorted()
                        .toList())
                .build();
    }

    @OnResource("secret/{SecretId}")
    public UpdateSecretVersionStageResponse updateSecretVersionStage(
            Caller caller, UpdateSecretVersionStageRequest request) {
        StoredSecret secret = secrets.getUsable(caller, request.secretId());
        versions.moveStage(secret, request.versionStage(), request.removeFromVersionId(), request.moveToVersionId());
        return UpdateSecretVersionStageResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .build();
    }

    @OnResource("secret/{SecretId}")
    public ListSecretVersionIdsResponse listSecretVersionIds(Caller caller, ListSecretVersionIdsRequest request) {
        StoredSecret secret = secrets.get(caller, request.secretId());
        boolean deprecatedToo = Boolean.TRUE.equals(request.includeDeprecated());
        Predicate<SecretVersion> wanted =
                version -> deprecatedToo || !version.stages().isEmpty();
        int max = Pages.size(request.maxResults());
        List<SecretVersion> found =
                store.versions(secret.id(), Pages.afterVersion(request.nextToken()), wanted, max + 1);
        return ListSecretVersionIdsResponse.builder()
                .arn(secret.arn())
                .name(secret.name().name())
                .versions(found.stream().limit(max).map(SecretShapes::version).toList())
                .nextToken(Pages.versionToken(found, max))
                .build();
    }

    /** Secrets that the caller may not read are told as errors, beside those that it may. */
    @OnResource("*")
    public BatchGetSecretValueResponse batchGetSecretValue(Caller caller, BatchGetSecretValueRequest request) {
        if (request.hasSecretIdList() == request.hasFilters()) {
            throw Refusals.parameter("You must specify either SecretIdList or Filters, and not both.");
        }
        List<SecretValueEntry> values = new ArrayList<>();
        List<APIErrorType> errors = new ArrayList<>();
        if (request.hasSecretIdList()) {
            request.secretIdList().forEach(id -> read(caller, id, values, errors));
            return BatchGetSecretValueResponse.builder()
                    .secretValues(values)
                    .errors(errors)
                    .build();
        }
        int max = request.maxResults() == null ? BATCH_SECRETS_MAX : Math.min(request.maxResults(), BATCH_SECRETS_MAX);
        Predicate<StoredSecret> living = secret -> secret.deletion() == null;
        List<StoredSecret> found = store.list(
                caller.accountId(),
                caller.region(),
                Pages.place(request.nextToken(), SecretStore.Direction.NEWEST_FIRST),
                SecretStore.Direction.NEWEST_FIRST,
                living.and(SecretFilterShapes.of(request.filters())),
                max + 1);
        found.stream().limit(max).forEach(secret -> read(caller, secret.arn(), values, errors));
        return BatchGetSecretValueResponse.builder()
                .secretValues(values)
                .errors(errors)
                .nextToken(Pages.token(found, max))
                .build();
    }

    private void read(Caller caller, String id, List<SecretValueEntry> values, List<APIErrorType> errors) {
        try {
            authorizer.authorize(caller, new Access(GET, arnOf(caller, id)));
            StoredSecret secret = secrets.getUsable(caller, id);
            SecretVersion version = versions.get(secret, null, null);
            values.add(SecretShapes.valueEntry(secret, version, versions.read(secret, version)));
        } catch (ServiceException refusal) {
            errors.add(APIErrorType.builder()
                    .secretId(id)
                    .errorCode(refusal.code().wireName())
                    .message(refusal.message())
                    .build());
        }
    }
}
