package dev.mastic.aws.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.Requests;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

class TestErrors {
    private static final WireRequest GET = Requests.of("GET", "/lake/a%20b", Map.of());

    @Test
    void glueSpellsMessageWithACapital() throws IOException {
        WireResponse response = write(new JsonProtocol(), AwsService.GLUE, ErrorCode.ENTITY_NOT_FOUND, GET);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers())
                .containsEntry("x-amzn-ErrorType", "EntityNotFoundException")
                .containsEntry("x-amzn-RequestId", "request-1")
                .containsEntry("Content-Type", "application/x-amz-json-1.1");
        assertThat(text(response)).isEqualTo("{\"__type\":\"EntityNotFoundException\",\"Message\":\"no <é>\"}");
    }

    @Test
    void otherJsonServicesDoNot() throws IOException {
        WireResponse response = write(new JsonProtocol(), AwsService.LOGS, ErrorCode.RESOURCE_NOT_FOUND, GET);

        assertThat(text(response)).isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"no <é>\"}");
    }

    @Test
    void queryWrapsTheErrorInXml() throws IOException {
        WireResponse response = write(new QueryProtocol(), AwsService.IAM, ErrorCode.NO_SUCH_ENTITY, GET);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers())
                .containsEntry("x-amzn-RequestId", "request-1")
                .containsEntry("Content-Type", "text/xml");
        assertThat(text(response)).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>\
                        <Code>NoSuchEntity</Code><Message>no &lt;é&gt;</Message></Error>\
                        <RequestId>request-1</RequestId></ErrorResponse>""");
    }

    @Test
    void s3NamesTheResource() throws IOException {
        ServiceException refusal = new ServiceException(ErrorCode.NO_SUCH_KEY, "no <é>").with(Map.of("Key", "a b"));
        WireResponse response = new RestXmlProtocol().writeError(AwsService.S3, refusal, GET, "request-1");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers())
                .containsEntry("x-amz-request-id", "request-1")
                .containsKey("x-amz-id-2")
                .containsEntry("Content-Type", "application/xml");
        assertThat(text(response))
                .contains("<Error><Code>NoSuchKey</Code><Message>no &lt;é&gt;</Message><Key>a b</Key>"
                        + "<Resource>/lake/a%20b</Resource><RequestId>request-1</RequestId><HostId>");
    }

    @Test
    void anErrorToHeadHasNoPayload() throws IOException {
        WireRequest head = Requests.of("HEAD", "/lake/a", Map.of());
        WireResponse response = write(new RestXmlProtocol(), AwsService.S3, ErrorCode.NO_SUCH_KEY, head);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.length()).isEmpty();
        assertThat(text(response)).isEmpty();
        assertThat(write(new RestXmlProtocol(), AwsService.S3, ErrorCode.NOT_MODIFIED, GET)
                        .length())
                .isEmpty();
    }

    @Test
    void cborCarriesTheTypeInsideAndOutside() throws IOException {
        WireResponse response = write(new CborProtocol(), AwsService.CLOUDWATCH, ErrorCode.VALIDATION, GET);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.content().writeTo(body);
        JsonNode error = new ObjectMapper(new CBORFactory()).readTree(body.toByteArray());

        assertThat(response.headers())
                .containsEntry("smithy-protocol", "rpc-v2-cbor")
                .containsEntry("x-amzn-ErrorType", "ValidationError");
        assertThat(error.get("__type").textValue()).isEqualTo("ValidationError");
        assertThat(error.get("message").textValue()).isEqualTo("no <é>");
    }

    @Test
    void whoAsksForQueryErrorsGetsThem() throws IOException {
        WireRequest asking = Requests.of("POST", "/", Map.of("x-amzn-query-mode", "true"));
        JsonProtocol json = new JsonProtocol();

        assertThat(write(json, AwsService.CLOUDWATCH, ErrorCode.RESOURCE_NOT_FOUND, asking)
                        .headers())
                .containsEntry("x-amzn-ErrorType", "ResourceNotFoundException")
                .containsEntry("x-amzn-query-error", "ResourceNotFoundException;Sender");
        assertThat(write(json, AwsService.CLOUDWATCH, ErrorCode.RESOURCE_NOT_FOUND, GET)
                        .headers())
                .doesNotContainKey("x-amzn-query-error");
        assertThat(write(json, AwsService.GLUE, ErrorCode.ENTITY_NOT_FOUND, asking)
                        .headers())
                .doesNotContainKey("x-amzn-query-error");
    }

    @ParameterizedTest(name = "{0} in {1} is {2} {3}")
    @CsvSource({
        "ACCESS_DENIED, GLUE, AccessDeniedException, 400",
        "ACCESS_DENIED, LOGS, AccessDeniedException, 400",
        "ACCESS_DENIED, IAM, AccessDenied, 403",
        "ACCESS_DENIED, STS, AccessDenied, 403",
        "ACCESS_DENIED, S3, AccessDenied, 403",
        "UNKNOWN_KEY, GLUE, UnrecognizedClientException, 400",
        "UNKNOWN_KEY, STS, InvalidClientTokenId, 403",
        "UNKNOWN_KEY, S3, InvalidAccessKeyId, 403",
        "INVALID_SIGNATURE, GLUE, InvalidSignatureException, 400",
        "INVALID_SIGNATURE, IAM, SignatureDoesNotMatch, 403",
        "INVALID_SIGNATURE, S3, SignatureDoesNotMatch, 403",
        "SIGNATURE_MISMATCH, GLUE, InvalidSignatureException, 400",
        "SIGNATURE_MISMATCH, S3, SignatureDoesNotMatch, 403",
        "EXPIRED_TOKEN, GLUE, ExpiredTokenException, 400",
        "EXPIRED_TOKEN, STS, ExpiredToken, 403",
        "EXPIRED_TOKEN, S3, ExpiredToken, 400",
        "REQUEST_TIME_TOO_SKEWED, S3, RequestTimeTooSkewed, 403",
        "REQUEST_TIME_TOO_SKEWED, GLUE, InvalidSignatureException, 400",
        "REQUEST_TIME_TOO_SKEWED, IAM, SignatureDoesNotMatch, 403",
        "MISSING_AUTHENTICATION_TOKEN, GLUE, MissingAuthenticationTokenException, 400",
        "MISSING_AUTHENTICATION_TOKEN, S3, AccessDenied, 403",
        "VALIDATION, GLUE, ValidationException, 400",
        "VALIDATION, LOGS, InvalidParameterException, 400",
        "VALIDATION, IAM, ValidationError, 400",
        "VALIDATION, CLOUDWATCH, ValidationError, 400",
        "VALIDATION, S3, InvalidArgument, 400",
        "MALFORMED_REQUEST, GLUE, SerializationException, 400",
        "MALFORMED_REQUEST, IAM, MalformedInput, 400",
        "MALFORMED_REQUEST, S3, MalformedXML, 400",
        "UNKNOWN_OPERATION, GLUE, UnknownOperationException, 400",
        "UNKNOWN_OPERATION, IAM, InvalidAction, 400",
        "NOT_IMPLEMENTED, GLUE, NotImplementedException, 501",
        "NOT_IMPLEMENTED, S3, NotImplemented, 501",
        "INTERNAL, GLUE, InternalServiceException, 500",
        "INTERNAL, IAM, ServiceFailure, 500",
        "INTERNAL, S3, InternalError, 500",
        "IAM_ALREADY_EXISTS, IAM, EntityAlreadyExists, 409",
        "MALFORMED_POLICY_DOCUMENT, STS, MalformedPolicyDocument, 400",
        "NO_SUCH_BUCKET, S3, NoSuchBucket, 404",
        "ENTITY_NOT_FOUND, GLUE, EntityNotFoundException, 400",
        "OPERATION_TIMEOUT, GLUE, OperationTimeoutException, 400"
    })
    void eachFamilyHasItsOwnNames(ErrorCode code, AwsService service, String name, int status) {
        WireError error = WireError.of(service, code);

        assertThat(error.code()).isEqualTo(name);
        assertThat(error.status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "GLUE, getjob, ENTITY_NOT_FOUND, glue.model.EntityNotFoundException, 400",
        "GLUE, startjobrun, CONCURRENT_RUNS_EXCEEDED, glue.model.ConcurrentRunsExceededException, 400",
        "GLUE, getjobs, ACCESS_DENIED, glue.model.AccessDeniedException, 400",
        "GLUE, getjobs, INTERNAL, glue.model.InternalServiceException, 500",
        "GLUE, updatetable, CONCURRENT_MODIFICATION, glue.model.ConcurrentModificationException, 400",
        "IAM, getrole, NO_SUCH_ENTITY, iam.model.NoSuchEntityException, 404",
        "IAM, createrole, IAM_ALREADY_EXISTS, iam.model.EntityAlreadyExistsException, 409",
        "IAM, deleterole, DELETE_CONFLICT, iam.model.DeleteConflictException, 409",
        "STS, assumerole, ACCESS_DENIED, sts.model.StsException, 403",
        "LOGS, getlogevents, RESOURCE_NOT_FOUND, cloudwatchlogs.model.ResourceNotFoundException, 400",
        "LOGS, createloggroup, RESOURCE_ALREADY_EXISTS, cloudwatchlogs.model.ResourceAlreadyExistsException, 400",
        "S3, getobject, NO_SUCH_KEY, s3.model.NoSuchKeyException, 404",
        "S3, headobject, NO_SUCH_KEY, s3.model.NoSuchKeyException, 404",
        "S3, listobjectsv2, NO_SUCH_BUCKET, s3.model.NoSuchBucketException, 404",
        "S3, createbucket, BUCKET_ALREADY_OWNED_BY_YOU, s3.model.BucketAlreadyOwnedByYouException, 409",
        "CLOUDWATCH, putmetricdata, MISSING_REQUIRED, cloudwatch.model.MissingRequiredParameterException, 400",
        "SECRETS_MANAGER, getsecretvalue, RESOURCE_NOT_FOUND, secretsmanager.model.ResourceNotFoundException, 400"
    })
    void theSdkThrowsItsOwnException(AwsService service, String operation, String code, String exception, int status)
            throws Exception {
        ErrorCode refused = code.equals("MISSING_REQUIRED") ? ErrorCode.VALIDATION : ErrorCode.valueOf(code);
        try (LoopbackService server = new LoopbackService();
                SdkClient client = new SdkClient(service, server.endpoint())) {
            SdkClient.Call call = requireNonNull(client.calls().get(operation));
            WireOperation wire = new WireOperation(service, call.name(), call.requestType(), call.sendsBody());
            server.next(new LoopbackService.Script(wire, "", new ServiceException(refused, "not so")));
            SdkPojo request = new Filled(1, java.util.Set.of()).of(call.requestType());

            AwsServiceException thrown =
                    catchThrowableOfType(AwsServiceException.class, () -> client.call(call, request, Filled.PAYLOAD));
            assertThat(thrown.statusCode()).isEqualTo(status);
            assertThat(thrown.requestId()).isEqualTo("request-1");
            if (!code.equals("MISSING_REQUIRED")) {
                assertThat(thrown.getClass().getName()).isEqualTo("software.amazon.awssdk.services." + exception);
            }
            if (!operation.startsWith("head")) {
                assertThat(thrown.awsErrorDetails().errorMessage()).isEqualTo("not so");
            }
        }
    }

    private static WireResponse write(Protocol protocol, AwsService service, ErrorCode code, WireRequest request)
            throws IOException {
        return protocol.writeError(service, new ServiceException(code, "no <é>"), request, "request-1");
    }

    private static String text(WireResponse response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.content().writeTo(body);
        return body.toString(StandardCharsets.UTF_8);
    }
}
