package dev.mastic.services.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;

class TestSecrets {
    private static final Caller ANA =
            new Caller(Principal.root("000000000000"), "us-east-1", "request-1", "127.0.0.1", false);
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";
    private static final String THIRD = "33333333-3333-3333-3333-333333333333";

    private final TestClock clock = TestClock.atNoon();
    private final Database database = TestDatabase.create();
    private final List<String> denied = new ArrayList<>();
    private final SecretsModule module = module(new byte[SealingKey.KEY_BYTES]);
    private final SecretsApi secrets = api(module, SecretsApi.class);
    private final SecretValuesApi values = api(module, SecretValuesApi.class);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSecretIsReadByNameByArnAndByPartOfIt() {
        String arn = create("prod/db", "tiger").arn();

        assertThat(arn).matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:prod/db-[0-9a-f]{6}");
        for (String id : List.of("prod/db", arn, arn.substring(0, arn.length() - 7))) {
            GetSecretValueResponse found = get(id);
            assertThat(found.secretString()).isEqualTo("tiger");
            assertThat(found.versionId()).isEqualTo(FIRST);
            assertThat(found.versionStages()).containsExactly("AWSCURRENT");
        }
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Secrets Manager can't find the specified secret.",
                () -> get(arn.replace("us-east-1", "eu-west-1")));
        refused(ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret.", () -> get("prod"));
    }

    @Test
    void theDatabaseHoldsNoValueInTheClear() {
        create("db", "tiger-in-the-clear");

        byte[] sealed = database.read(handle -> handle.select("SELECT sealed FROM secret_version")
                .mapTo(byte[].class)
                .one());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tiger");
        byte[] otherKey = new byte[SealingKey.KEY_BYTES];
        otherKey[0] = 1;
        SecretValuesApi stolen = api(module(otherKey), SecretValuesApi.class);
        assertThatThrownBy(() -> stolen.getSecretValue(
                        ANA, GetSecretValueRequest.builder().secretId("db").build()))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DECRYPTION_FAILURE));
    }

    @Test
    void creatingTheSameTwiceIsNoErrorAndAnythingElseIs() {
        String arn = create("db", "tiger").arn();

        assertThat(create("db", "tiger").arn()).isEqualTo(arn);
        refused(
                ErrorCode.RESOURCE_EXISTS,
                "The operation failed because the secret db already exists.",
                () -> create("db", "other"));
        refused(
                ErrorCode.VALIDATION,
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
                () -> create("no spaces", "x"));
        refused(
                ErrorCode.INVALID_PARAMETER,
                "You can't specify both a binary secret value and a string secret value in the same secret.",
                () -> create("both", "x", request -> request.secretBinary(SdkBytes.fromUtf8String("y"))));
    }

    @Test
    void aNewVersionBecomesCurrentAndTheOldOnePrevious() {
        create("db", "one");
        put(SECOND, "two");

        assertThat(get("db").secretString()).isEqualTo("two");
        assertThat(stage("AWSPREVIOUS").secretString()).isEqualTo("one");
        put(THIRD, "three");
        assertThat(stage("AWSPREVIOUS").secretString()).isEqualTo("two");
        assertThat(version(FIRST).secretString()).isEqualTo("one");
        assertThat(version(FIRST).versionStages()).isEmpty();
        assertThat(versions(false)).containsExactly(SECOND, THIRD);
        assertThat(versions(true)).containsExactly(FIRST, SECOND, THIRD);
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
                () -> stage("AWSPENDING"));
        refused(
                ErrorCode.REFUSED_REQUEST,
                "You provided a VersionStage that is not associated to the provided VersionId.",
                () -> values.getSecretValue(
                        ANA,
                        GetSecretValueRequest.builder()
                                .secretId("db")
                                .versionId(FIRST)
                                .versionStage("AWSCURRENT")
                                .build()));
    }

    @Test
    void aTokenIsUsedForOneValue() {
        String arn = create("db", "one").arn();
        put(SECOND, "two");
        put(SECOND, "two");

        refused(
                ErrorCode.RESOURCE_EXISTS,
                "You can't use ClientRequestToken " + SECOND
                        + " because that value is already in use for a version of secret " + arn + ".",
                () -> put(SECOND, "three"));
        refused(
                ErrorCode.REFUSED_REQUEST,
                "You must provide either SecretString or SecretBinary.",
                () -> values.putSecretValue(
                        ANA, PutSecretValueRequest.builder().secretId("db").build()));
    }

    @Test
    void labelsMoveAsARotationMovesThem() {
        create("db", "one");
        put(SECOND, "two", "AWSPENDING");
        assertThat(get("db").secretString()).isEqualTo("one");

        refused(
                ErrorCode.INVALID_PARAMETER,
                "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to"
                        + " version " + FIRST + ", so you must explicitly reference that version in"
                        + " RemoveFromVersionId.",
                () -> move("AWSCURRENT", null, SECOND));
        move("AWSCURRENT", FIRST, SECOND);
        assertThat(get("db").versionStages()).containsExactly("AWSCURRENT", "AWSPENDING");
        assertThat(stage("AWSPREVIOUS").versionId()).isEqualTo(FIRST);
        move("AWSPENDING", SECOND, null);
        assertThat(get("db").versionStages()).containsExactly("AWSCURRENT");

        refused(
                ErrorCode.INVALID_PARAMETER,
                "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
                () -> move("AWSCURRENT", SECOND, null));
        refused(
                ErrorCode.INVALID_PARAMETER,
                "The staging label AWSCURRENT isn't attached to version " + FIRST + ".",
                () -> move("AWSCURRENT", FIRST, SECOND));
        // Back again: what was current is the previous one now.
        move("AWSCURRENT", SECOND, FIRST);
        assertThat(stage("AWSPREVIOUS").versionId()).isEqualTo(SECOND);
    }

    @Test
    void versionsWithoutLabelsGoWhenThereAreTooMany() {
        create("db", "0");
        for (int i = 1; i <= 104; i++) {
            clock.advance(Duration.ofSeconds(1));
            put("0000000000000000000000000000000000%03d".formatted(i), String.valueOf(i));
        }

        assertThat(get("db").secretString()).isEqualTo("104");
        assertThat(versions(true).size() + versionsAfter("0000000000000000000000000000000000104"))
                .isEqualTo(100);
    }

    @Test
    void bytesComeBackAsBytes() {
        create("blob", null, request -> request.secretBinary(SdkBytes.fromByteArray(new byte[] {0, -1})));

        assertThat(get("blob").secretBinary().asByteArray()).containsExactly(0, -1);
        assertThat(get("blob").secretString()).isNull();
    }

    @Test
    void aSecretWithoutAValueGetsItsFirstVersionLater() {
        create("empty", null);
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
                () -> get("empty"));

        values.putSecretValue(
                ANA,
                PutSecretValueRequest.builder()
                        .secretId("empty")
                        .secretString("x")
                        .clientRequestToken(FIRST)
                        .versionStages("AWSPENDING")
                        .build());
        assertThat(get("empty").versionStages()).containsExactly("AWSCURRENT", "AWSPENDING");
    }

    @Test
    void aDescriptionTellsEverythingButTheValue() {
        create(
                "db",
                "tiger",
                request -> request.description("of the warehouse")
                        .kmsKeyId("alias/mine")
                        .tags(Tag.builder().key("team").value("data").build()));
        clock.advance(Duration.ofDays(1));
        get("db");
        secrets.tagResource(
                ANA,
                TagResourceRequest.builder()
                        .secretId("db")
                        .tags(Tag.builder().key("cost").value("7").build())
                        .build());
        secrets.untagResource(
                ANA,
                UntagResourceRequest.builder().secretId("db").tagKeys("team").build());

        DescribeSecretResponse told = describe("db");
        assertThat(told.description()).isEqualTo("of the warehouse");
        assertThat(told.kmsKeyId()).isEqualTo("alias/mine");
        assertThat(told.tags())
                .containsExactly(Tag.builder().key("cost").value("7").build());
        assertThat(told.versionIdsToStages()).isEqualTo(Map.of(FIRST, List.of("AWSCURRENT")));
        assertThat(told.lastAccessedDate()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(told.createdDate()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(told.lastChangedDate()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(told.deletedDate()).isNull();
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        create("db", "one", request -> request.description("old"));

        String version = secrets.updateSecret(
                        ANA,
                        UpdateSecretRequest.builder()
                                .secretId("db")
                                .secretString("two")
                                .clientRequestToken(SECOND)
                                .build())
                .versionId();
        assertThat(version).isEqualTo(SECOND);
        assertThat(get("db").secretString()).isEqualTo("two");
        assertThat(describe("db").description()).isEqualTo("old");
        String none = secrets.updateSecret(
                        ANA,
                        UpdateSecretRequest.builder()
                                .secretId("db")
                                .description("new")
                                .build())
                .versionId();
        assertThat(none).isNull();
        assertThat(describe("db").description()).isEqualTo("new");
    }

    @Test
    void aDeletedSecretCanBeRestoredUntilItsWindowIsOver() {
        create("db", "tiger");
        assertThat(delete("db", request -> request.recoveryWindowInDays(7L))).isEqualTo("2026-01-08T12:00:00Z");
        refused(
                ErrorCode.REFUSED_REQUEST,
                "You can't perform this operation on the secret because it was marked for deletion.",
                () -> get("db"));
        refused(
                ErrorCode.REFUSED_REQUEST,
                "You can't create this secret because a secret with this name is already scheduled for deletion.",
                () -> create("db", "tiger"));
        assertThat(describe("db").deletedDate()).isEqualTo("2026-01-08T12:00:00Z");

        secrets.restoreSecret(ANA, RestoreSecretRequest.builder().secretId("db").build());
        assertThat(get("db").secretString()).isEqualTo("tiger");

        delete("db", request -> {});
        clock.advance(Duration.ofDays(30));
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Secrets Manager can't find the specified secret.",
                () -> secrets.restoreSecret(
                        ANA, RestoreSecretRequest.builder().secretId("db").build()));
        assertThat(module.sweep()).isEqualTo(1);
        assertThat(module.sweep()).isZero();
        create("db", "again");
    }

    @Test
    void forceDeletesAtOnceAndForgivesWhatIsNotThere() {
        create("db", "tiger");
        delete("db", request -> request.forceDeleteWithoutRecovery(true));
        delete("db", request -> request.forceDeleteWithoutRecovery(true));
        create("db", "tiger");

        refused(
                ErrorCode.INVALID_PARAMETER,
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
                () -> delete(
                        "db",
                        request -> request.forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)));
        refused(
                ErrorCode.INVALID_PARAMETER,
                "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
                () -> delete("db", request -> request.recoveryWindowInDays(6L)));
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Secrets Manager can't find the specified secret.",
                () -> delete("nobody", request -> {}));
    }

    @org.junit.jupiter.api.Tag("sqlite")
    @Test
    void aListPagesFromTheNewestAndFilters() {
        for (String name : List.of("a/one", "a/two", "b/three")) {
            create(
                    name,
                    "x",
                    request -> request.description("The " + name)
                            .tags(Tag.builder().key(name).value("v").build()));
            clock.advance(Duration.ofSeconds(1));
        }
        delete("a/two", request -> {});

        assertThat(names(list(request -> {}))).containsExactly("b/three", "a/one");
        assertThat(names(list(request -> request.includePlannedDeletion(true))))
                .containsExactly("b/three", "a/two", "a/one");
        ListSecretsResponse first =
                list(request -> request.maxResults(1).sortOrder("asc").includePlannedDeletion(true));
        assertThat(names(first)).containsExactly("a/one");
        ListSecretsResponse rest = list(
                request -> request.sortOrder("asc").includePlannedDeletion(true).nextToken(first.nextToken()));
        assertThat(names(rest)).containsExactly("a/two", "b/three");
        assertThat(rest.nextToken()).isNull();
        assertThat(names(filtered("name", "a/"))).containsExactly("a/one");
        assertThat(names(filtered("name", "A/"))).isEmpty();
        assertThat(names(filtered("description", "the b"))).containsExactly("b/three");
        assertThat(names(filtered("name", "!a/"))).containsExactly("b/three");
        assertThat(names(filtered("tag-key", "b/"))).containsExactly("b/three");
        assertThat(names(filtered("all", "THREE"))).containsExactly("b/three");
        refused(
                ErrorCode.INVALID_NEXT_TOKEN,
                "The specified pagination token is not valid.",
                () -> list(request -> request.nextToken("made up")));
        for (String sql : List.of(JdbcSecretStore.OLDEST_FIRST, JdbcSecretStore.NEWEST_FIRST)) {
            List<String> plan = database.read(handle -> handle.select("EXPLAIN QUERY PLAN " + sql, "1", "2", 3, 4)
                    .map((row, context) -> row.getString("detail"))
                    .list());
            assertThat(plan).singleElement().asString().contains("USING INDEX secret_by_creation");
        }
    }

    @Test
    void aBatchTellsWhatCannotBeReadBesideWhatCan() {
        create("a", "1");
        denied.add(create("b", "2").arn());

        var batch = values.batchGetSecretValue(
                ANA,
                BatchGetSecretValueRequest.builder().secretIdList("a", "b", "c").build());
        assertThat(batch.secretValues())
                .singleElement()
                .satisfies(value -> assertThat(value.secretString()).isEqualTo("1"));
        assertThat(batch.errors())
                .extracting(error -> error.secretId() + " " + error.errorCode())
                .containsExactly("b AccessDeniedException", "c ResourceNotFoundException");
    }

    @Test
    void iamIsAskedAboutTheWholeArn() {
        String arn = create("db", "x").arn();

        assertThat(secrets.arn(ANA, "secret/db")).isEqualTo(arn);
        assertThat(secrets.arn(ANA, "secret/" + arn)).isEqualTo(arn);
        assertThat(secrets.arn(ANA, "new/db2"))
                .isEqualTo("arn:aws:secretsmanager:us-east-1:000000000000:secret:db2-??????");
        assertThat(secrets.conditions(GetSecretValueRequest.builder()
                        .secretId("db")
                        .versionStage("AWSPENDING")
                        .build()))
                .isEqualTo(Map.of("secretsmanager:VersionStage", List.of("AWSPENDING")));
    }

    @Test
    void passwordsHoldWhatWasAskedFor() {
        PasswordApi passwords = api(module, PasswordApi.class);

        String all = passwords
                .getRandomPassword(ANA, GetRandomPasswordRequest.builder().build())
                .randomPassword();
        assertThat(all)
                .hasSize(32)
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]");
        String digits = passwords
                .getRandomPassword(
                        ANA,
                        GetRandomPasswordRequest.builder()
                                .passwordLength(8L)
                                .excludeLowercase(true)
                                .excludeUppercase(true)
                                .excludePunctuation(true)
                                .excludeCharacters("01")
                                .build())
                .randomPassword();
        assertThat(digits).matches("[2-9]{8}");
    }

    private SecretsModule module(byte[] key) {
        SecureRandom random = new SecureRandom();
        return new SecretsModule(
                database, new SealingKey(key, random), this::authorize, TestDatabase.seededIds(), random, clock);
    }

    private void authorize(Caller caller, Access access) {
        if (denied.contains(access.resource())) {
            throw new ServiceException(ErrorCode.ACCESS_DENIED, "no %s", access.action());
        }
    }

    private CreateSecretResponse create(String name, @Nullable String value) {
        return create(name, value, request -> {});
    }

    private CreateSecretResponse create(
            String name, @Nullable String value, Consumer<CreateSecretRequest.Builder> more) {
        CreateSecretRequest.Builder request =
                CreateSecretRequest.builder().name(name).secretString(value).clientRequestToken(FIRST);
        more.accept(request);
        return secrets.createSecret(ANA, request.build());
    }

    private void put(String token, String value, String... stages) {
        PutSecretValueRequest.Builder request = PutSecretValueRequest.builder()
                .secretId("db")
                .clientRequestToken(token)
                .secretString(value);
        values.putSecretValue(ANA, (stages.length == 0 ? request : request.versionStages(stages)).build());
    }

    private GetSecretValueResponse get(String id) {
        return values.getSecretValue(
                ANA, GetSecretValueRequest.builder().secretId(id).build());
    }

    private GetSecretValueResponse stage(String stage) {
        return values.getSecretValue(
                ANA,
                GetSecretValueRequest.builder()
                        .secretId("db")
                        .versionStage(stage)
                        .build());
    }

    private GetSecretValueResponse version(String version) {
        return values.getSecretValue(
                ANA,
                GetSecretValueRequest.builder()
                        .secretId("db")
                        .versionId(version)
                        .build());
    }

    private void move(String stage, @Nullable String from, @Nullable String to) {
        values.updateSecretVersionStage(
                ANA,
                UpdateSecretVersionStageRequest.builder()
                        .secretId("db")
                        .versionStage(stage)
                        .removeFromVersionId(from)
                        .moveToVersionId(to)
                        .build());
    }

    private List<String> versions(boolean deprecatedToo) {
        return values
                .listSecretVersionIds(
                        ANA,
                        ListSecretVersionIdsRequest.builder()
                                .secretId("db")
                                .includeDeprecated(deprecatedToo)
                                .build())
                .versions()
                .stream()
                .map(SecretVersionsListEntry::versionId)
                .toList();
    }

    private int versionsAfter(String version) {
        return values.listSecretVersionIds(
                        ANA,
                        ListSecretVersionIdsRequest.builder()
                                .secretId("db")
                                .includeDeprecated(true)
                                .nextToken(dev.mastic.aws.PageToken.of(version))
                                .build())
                .versions()
                .size();
    }

    private DescribeSecretResponse describe(String id) {
        return secrets.describeSecret(
                ANA, DescribeSecretRequest.builder().secretId(id).build());
    }

    private String delete(String id, Consumer<DeleteSecretRequest.Builder> more) {
        DeleteSecretRequest.Builder request = DeleteSecretRequest.builder().secretId(id);
        more.accept(request);
        return secrets.deleteSecret(ANA, request.build()).deletionDate().toString();
    }

    private ListSecretsResponse list(Consumer<ListSecretsRequest.Builder> more) {
        ListSecretsRequest.Builder request = ListSecretsRequest.builder();
        more.accept(request);
        return secrets.listSecrets(ANA, request.build());
    }

    private ListSecretsResponse filtered(String key, String value) {
        return list(request ->
                request.filters(Filter.builder().key(key).values(value).build()));
    }

    private static List<String> names(ListSecretsResponse response) {
        return response.secretList().stream().map(SecretListEntry::name).toList();
    }

    private static void refused(ErrorCode code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static <T> T api(SecretsModule module, Class<T> type) {
        return module.apis().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
