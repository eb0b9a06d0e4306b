package dev.mastic.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OperationTable;
import dev.mastic.aws.SampleApi;
import dev.mastic.aws.ServiceException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.JobCommand;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TestConnectionRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tag;

class TestConstraints {
    private static final OperationTable OPERATIONS = SampleApi.table();
    private static final String LONG = "x".repeat(256);

    private final Constraints constraints = new Constraints();

    @Test
    void aMissingMemberMustNotBeNull() {
        ServiceException refusal = refusal(
                AwsService.GLUE,
                "CreateJob",
                CreateJobRequest.builder().name("nightly").build());

        assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION);
        assertThat(refusal.message())
                .isEqualTo("2 validation errors detected:"
                        + " Value null at 'role' failed to satisfy constraint: Member must not be null;"
                        + " Value null at 'command' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void textThatIsTooLongNamesItsLimit() {
        assertThat(message(AwsService.GLUE, "CreateJob", job().name(LONG).build()))
                .isEqualTo("1 validation error detected: Value '" + LONG
                        + "' at 'name' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 255");
    }

    @Test
    void textThatIsTooShortNamesItsLimit() {
        assertThat(message(AwsService.GLUE, "CreateJob", job().name("").build()))
                .isEqualTo("1 validation error detected: Value '' at 'name' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1");
    }

    @Test
    void aNumberOutOfRangeNamesItsLimit() {
        assertThat(message(
                        AwsService.GLUE,
                        "GetJobs",
                        GetJobsRequest.builder().maxResults(1001).build()))
                .isEqualTo("1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint:"
                        + " Member must have value less than or equal to 1000");
        assertThat(message(
                        AwsService.GLUE,
                        "GetJobs",
                        GetJobsRequest.builder().maxResults(0).build()))
                .endsWith("Member must have value greater than or equal to 1");
    }

    @Test
    void textThatDoesNotMatchNamesThePattern() {
        assertThat(message(AwsService.LOGS, "CreateLogGroup", group("a:b")))
                .isEqualTo("1 validation error detected: Value 'a:b' at 'logGroupName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
    }

    @Test
    void anUnknownEnumerationValueNamesAllThatAreKnown() {
        assertThat(message(
                        AwsService.GLUE,
                        "CreateJob",
                        job().executionClass("SLOW").build()))
                .isEqualTo("1 validation error detected: Value 'SLOW' at 'executionClass' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [FLEX, STANDARD]");
    }

    @Test
    void valuesNewerThanTheModelAreAccepted() {
        assertThat(ServiceModel.of(AwsService.GLUE)
                        .shape("WorkerType")
                        .orElseThrow()
                        .enumValues())
                .doesNotContain("G.12X");
        accepts(AwsService.GLUE, "CreateJob", job().workerType("G.12X").build());
    }

    @Test
    void everyGlueEnumerationCanListItsValues() {
        for (ShapeModel shape : ServiceModel.of(AwsService.GLUE).shapes()) {
            if (!shape.enumValues().isEmpty()) {
                assertThat(new EnumValues(AwsService.GLUE, shape).get()).containsAll(shape.enumValues());
            }
        }
    }

    @Test
    void itemsOfAListAreNumberedFromOne() {
        CreateTableRequest request = table(TableInput.builder()
                .name("people")
                .storageDescriptor(StorageDescriptor.builder()
                        .columns(column("id"), column(""), column(LONG))
                        .build()));

        assertThat(message(AwsService.GLUE, "CreateTable", request))
                .startsWith(
                        "2 validation errors detected: Value '' at 'tableInput.storageDescriptor.columns.2.member.name'"
                                + " failed to satisfy constraint: Member must have length greater than or equal to 1; ")
                .contains("'tableInput.storageDescriptor.columns.3.member.name'");
    }

    @Test
    void aListOfTextIsNamedAsAWhole() {
        FilterLogEventsRequest request = FilterLogEventsRequest.builder()
                .logGroupName("group")
                .logStreamNames("a", "b:c")
                .build();

        assertThat(message(AwsService.LOGS, "FilterLogEvents", request))
                .isEqualTo(
                        "1 validation error detected: Value '[a, b:c]' at 'logStreamNames' failed to satisfy constraint:"
                                + " Member must satisfy constraint: [Member must have length less than or equal to 512,"
                                + " Member must have length greater than or equal to 1,"
                                + " Member must satisfy regular expression pattern: [^:*]*, Member must not be null]");
    }

    @Test
    void keysAndValuesOfAMapAreNamedAsAWhole() {
        CreateTableRequest request =
                table(TableInput.builder().name("people").parameters(Map.of("", "v".repeat(512_001))));

        assertThat(message(AwsService.GLUE, "CreateTable", request))
                .startsWith("2 validation errors detected: ")
                .contains(
                        "at 'tableInput.parameters' failed to satisfy constraint: Map keys must satisfy constraint:"
                                + " [Member must have length less than or equal to 255, Member must have length greater than or")
                .endsWith("Map value must satisfy constraint: [Member must have length less than or equal to 512000]");
    }

    @Test
    void aSensitiveValueIsNotShown() {
        TestConnectionRequest request = TestConnectionRequest.builder()
                .testConnectionInput(input -> input.connectionType("JDBC")
                        .connectionProperties(Map.of())
                        .authenticationConfiguration(authentication -> authentication.basicAuthenticationCredentials(
                                basic -> basic.username("me").password("p".repeat(513)))))
                .build();

        assertThat(message(AwsService.GLUE, "TestConnection", request))
                .contains(
                        "Value at 'testConnectionInput.authenticationConfiguration.basicAuthenticationCredentials.password'")
                .doesNotContain("pppp");
    }

    @Test
    void iamSpeaksOfNamesInItsOwnWords() {
        assertThat(message(
                        AwsService.IAM,
                        "CreateUser",
                        CreateUserRequest.builder().userName("a b").build()))
                .isEqualTo("The specified value for userName is invalid. It must contain only alphanumeric characters"
                        + " and/or the following: +=,.@_-");
    }

    @Test
    void whatIsWrongInAnS3PayloadIsMalformedXml() {
        PutObjectTaggingRequest request = PutObjectTaggingRequest.builder()
                .bucket("lake")
                .key("k")
                .tagging(tagging -> tagging.tagSet(Tag.builder().value("v").build()))
                .build();

        assertThat(refusal(AwsService.S3, "PutObjectTagging", request).code()).isEqualTo(ErrorCode.MALFORMED_XML);
        assertThat(refusal(
                                AwsService.S3,
                                "ListObjectsV2",
                                ListObjectsV2Request.builder()
                                        .bucket("lake")
                                        .encodingType("base64")
                                        .build())
                        .code())
                .isEqualTo(ErrorCode.VALIDATION);
    }

    @Test
    void whatClientsReallySendIsAccepted() {
        // Airflow asks for a MaxCapacity of 10 without a GlueVersion; Terraform clears with empty text.
        accepts(
                AwsService.GLUE,
                "CreateJob",
                job().maxCapacity(10.0).description("").build());
        accepts(
                AwsService.GLUE,
                "CreateJob",
                job().name("täglich \uD83D\uDE00\t1").build());
        accepts(
                AwsService.GLUE,
                "CreateTable",
                table(TableInput.builder().name("iceberg").parameters(Map.of())));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void textMadeToKeepAPatternBusyIsRefusedSoon() {
        String slow = "/" + "a/".repeat(200_000) + " ";
        assertThatCode(() -> constraints.check(
                        OPERATIONS.find(AwsService.IAM, "CreateUser").orElseThrow(),
                        CreateUserRequest.builder().userName("ok").path(slow).build()))
                .isInstanceOf(ServiceException.class);
        assertThat(Rule.Matches.of("(a|aa)+$").allows("a".repeat(5000) + "b")).isFalse();
    }

    @Test
    void aMessageStaysShortWhateverIsWrong() {
        List<Column> columns = Collections.nCopies(50_000, column(""));
        String message = message(
                AwsService.GLUE,
                "CreateTable",
                table(TableInput.builder()
                        .name("t")
                        .storageDescriptor(
                                StorageDescriptor.builder().columns(columns).build())));

        assertThat(message).startsWith("50000 validation errors detected").hasSizeLessThan(10_000);
    }

    @Test
    void aCheckTakesMicroseconds() {
        CreateJobRequest request = job().build();
        for (int i = 0; i < 20_000; i++) {
            accepts(request);
        }
        long started = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            accepts(request);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - started) / 20_000);
        System.out.println("check of CreateJob: " + each.toNanos() + " ns");
        assertThat(each).isLessThan(Duration.ofNanos(200_000));
    }

    @Test
    void everyPatternOfEveryModelCompiles() {
        for (AwsService service : AwsService.values()) {
            CheckTable table = new CheckTable(service);
            for (OperationModel operation : ServiceModel.of(service).operations()) {
                assertThat(operation.input() == null ? Check.NOTHING : table.of(operation.input()))
                        .isNotNull();
            }
        }
    }

    private void accepts(CreateJobRequest request) {
        constraints.check(OPERATIONS.find(AwsService.GLUE, "CreateJob").orElseThrow(), request);
    }

    private void accepts(AwsService service, String operation, SdkPojo input) {
        assertThatCode(() ->
                        constraints.check(OPERATIONS.find(service, operation).orElseThrow(), input))
                .doesNotThrowAnyException();
    }

    private String message(AwsService service, String operation, SdkPojo input) {
        return refusal(service, operation, input).message();
    }

    private ServiceException refusal(AwsService service, String operation, SdkPojo input) {
        return catchThrowableOfType(
                ServiceException.class,
                () -> constraints.check(OPERATIONS.find(service, operation).orElseThrow(), input));
    }

    private static CreateJobRequest.Builder job() {
        return CreateJobRequest.builder()
                .name("nightly")
                .role("arn:aws:iam::000000000000:role/etl")
                .command(JobCommand.builder()
                        .name("glueetl")
                        .scriptLocation("s3://lake/job.py")
                        .pythonVersion("3")
                        .build())
                .defaultArguments(Map.of("--TempDir", "s3://lake/tmp"));
    }

    private static CreateTableRequest table(TableInput.Builder input) {
        return CreateTableRequest.builder()
                .databaseName("lake")
                .tableInput(input.build())
                .build();
    }

    private static Column column(String name) {
        return Column.builder().name(name).type("string").build();
    }

    private static CreateLogGroupRequest group(String name) {
        return CreateLogGroupRequest.builder().logGroupName(name).build();
    }
}
