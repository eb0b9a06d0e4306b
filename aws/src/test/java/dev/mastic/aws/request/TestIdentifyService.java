package dev.mastic.aws.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.SampleApi;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.CborProtocol;
import dev.mastic.aws.protocol.JsonProtocol;
import dev.mastic.aws.protocol.QueryProtocol;
import dev.mastic.aws.protocol.RestXmlProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestIdentifyService {
    private static final Protocols PROTOCOLS =
            new Protocols(new JsonProtocol(), new CborProtocol(), new QueryProtocol(), new RestXmlProtocol());

    private final IdentifyService step = new IdentifyService(
            PROTOCOLS, SampleApi.table(), new HostNames(List.of("localhost", "mastic.example.org")));

    @Test
    void aTargetHeaderNamesServiceAndOperation() throws IOException {
        Exchange exchange = identified(Requests.json("AWSGlue.CreateJob", "{}"));

        assertThat(exchange.target()).isEqualTo(new Target(AwsService.GLUE, "CreateJob", PROTOCOLS.json(), Map.of()));
        assertThat(exchange.operation().name()).isEqualTo("CreateJob");
    }

    @Test
    void anOperationThatIsNotImplementedIsStillIdentified() throws IOException {
        Exchange exchange = identified(Requests.json("AWSGlue.CreateMLTransform", "{}"));

        assertThat(exchange.target().operation()).isEqualTo("CreateMLTransform");
        assertThat(exchange.operationIfKnown()).isNull();
    }

    @Test
    void anOperationAwsDoesNotHaveIsUnknown() {
        assertThat(refusal(Requests.json("AWSGlue.MakeCoffee", "{}")).code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        assertThat(refusal(Requests.json("AWSCoffee.CreateJob", "{}")).code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        assertThat(refusal(Requests.json("CreateJob", "{}")).code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        assertThat(refusal(Requests.query("Action=MakeCoffee&Version=2010-05-08"))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        assertThat(refusal(Requests.query("Action=CreateUser&Version=1999-01-01"))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        assertThat(refusal(Requests.query("Version=2010-05-08")).code()).isEqualTo(ErrorCode.MISSING_ACTION);
    }

    @ParameterizedTest
    @CsvSource({
        "Action=CreateUser&Version=2010-05-08, IAM, CreateUser",
        "Action=GetCallerIdentity&Version=2011-06-15, STS, GetCallerIdentity",
        "Action=PutMetricData&Version=2010-08-01, CLOUDWATCH, PutMetricData"
    })
    void aFormNamesServiceAndOperation(String form, AwsService service, String operation) throws IOException {
        Target target = identified(Requests.query(form)).target();

        assertThat(target).isEqualTo(new Target(service, operation, PROTOCOLS.query(), Map.of()));
    }

    @Test
    void aPresignedGetOfAnActionIsQuery() throws IOException {
        WireRequest request = Requests.of(
                "GET", "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Expires=60", Map.of("host", "localhost"));

        assertThat(identified(request).target().service()).isEqualTo(AwsService.STS);
    }

    @Test
    void aCompressedFormIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("Action=PutMetricData&Version=2010-08-01".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> headers =
                Map.of("content-type", "application/x-www-form-urlencoded", "content-encoding", "gzip");

        assertThat(identified(Requests.of("POST", "/", headers, packed.toByteArray()))
                        .target()
                        .operation())
                .isEqualTo("PutMetricData");
    }

    @Test
    void anRpcPathNamesServiceAndOperation() throws IOException {
        Map<String, String> headers = Map.of("smithy-protocol", "rpc-v2-cbor");
        String path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";

        assertThat(identified(Requests.of("POST", path, headers)).target())
                .isEqualTo(new Target(AwsService.CLOUDWATCH, "ListMetrics", PROTOCOLS.cbor(), Map.of()));
        assertThat(refusal(Requests.of("POST", "/service/AWSGlue/operation/GetJob", headers))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_OPERATION);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, ListBuckets",
        "PUT, /lake, CreateBucket",
        "PUT, /lake/, CreateBucket",
        "HEAD, /lake, HeadBucket",
        "DELETE, /lake, DeleteBucket",
        "GET, /lake, ListObjects",
        "GET, /lake?prefix=&delimiter=, ListObjects",
        "GET, /lake?list-type=2, ListObjectsV2",
        "GET, /lake/?list-type=2&prefix=a%2F&encoding-type=url, ListObjectsV2",
        "GET, /lake?location, GetBucketLocation",
        "GET, /lake?location=, GetBucketLocation",
        "GET, /lake?versions, ListObjectVersions",
        "GET, /lake?uploads, ListMultipartUploads",
        "GET, /lake?lifecycle, GetBucketLifecycleConfiguration",
        "GET, /lake?analytics, ListBucketAnalyticsConfigurations",
        "GET, /lake?analytics&id=1, GetBucketAnalyticsConfiguration",
        "POST, /lake?delete, DeleteObjects",
        "GET, /lake/k, GetObject",
        "GET, /lake/k?partNumber=3, GetObject",
        "GET, /lake/k?response-content-type=&x-id=GetObject, GetObject",
        "GET, /lake/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host, GetObject",
        "GET, /lake/k?uploadId=u, ListParts",
        "GET, /lake/k?tagging, GetObjectTagging",
        "GET, /lake/k?attributes, GetObjectAttributes",
        "PUT, /lake/k, PutObject",
        "PUT, /lake/k?uploadId=u&partNumber=1, UploadPart",
        "PUT, /lake/k?tagging, PutObjectTagging",
        "POST, /lake/k?uploads, CreateMultipartUpload",
        "POST, /lake/k?uploadId=u, CompleteMultipartUpload",
        "POST, /lake/k?select&select-type=2, SelectObjectContent",
        "DELETE, /lake/k, DeleteObject",
        "DELETE, /lake/k?versionId=1, DeleteObject",
        "DELETE, /lake/k?uploadId=u, AbortMultipartUpload",
        "DELETE, /lake/k?tagging, DeleteObjectTagging"
    })
    void methodPathAndQueryNameAnS3Operation(String method, String uri, String operation) throws IOException {
        assertThat(identified(Requests.of(method, uri, Map.of("host", "localhost:4566")))
                        .target()
                        .operation())
                .isEqualTo(operation);
    }

    @Test
    void aCopySourceMakesAPutACopy() throws IOException {
        Map<String, String> headers = Map.of("x-amz-copy-source", "/lake/from");

        assertThat(identified(Requests.of("PUT", "/lake/to", headers)).target().operation())
                .isEqualTo("CopyObject");
        assertThat(identified(Requests.of("PUT", "/lake/to?uploadId=u&partNumber=1", headers))
                        .target()
                        .operation())
                .isEqualTo("UploadPartCopy");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /lake/k?acl, METHOD_NOT_ALLOWED",
        "DELETE, /lake/k?annotation, NOT_IMPLEMENTED",
        "DELETE, /lake/k?uploads, METHOD_NOT_ALLOWED",
        "DELETE, /lake?versions, METHOD_NOT_ALLOWED",
        "PUT, /lake?metadataAnnotationTable, NOT_IMPLEMENTED",
        "PUT, /lake/k?uploadId=u, METHOD_NOT_ALLOWED",
        "POST, /lake, METHOD_NOT_ALLOWED",
        "POST, /lake/k, METHOD_NOT_ALLOWED",
        "PATCH, /lake/k, METHOD_NOT_ALLOWED",
        "DELETE, /, METHOD_NOT_ALLOWED",
        "GET, /lake/%zz, INVALID_URI",
        "GET, /lake/%c3%28, INVALID_URI",
        "GET, /lake/k?prefix=%ff, INVALID_URI"
    })
    void whatMeansNothingDoesNothing(String method, String uri, ErrorCode code) {
        assertThat(refusal(Requests.of(method, uri, Map.of("host", "localhost")))
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4566, /lake/a/b, lake, a/b",
        "127.0.0.1:4566, /lake/a/b, lake, a/b",
        "[::1]:4566, /lake/a/b, lake, a/b",
        "s3.localhost:4566, /lake/a/b, lake, a/b",
        "s3.us-east-1.amazonaws.com, /lake/a/b, lake, a/b",
        "lake.localhost:4566, /a/b, lake, a/b",
        "lake.s3.localhost:4566, /a/b, lake, a/b",
        "LAKE.S3.localhost, /a/b, lake, a/b",
        "lake.s3.us-east-1.amazonaws.com, /a/b, lake, a/b",
        "lake.s3.amazonaws.com, /a/b, lake, a/b",
        "lake.s3-eu-west-1.amazonaws.com, /a/b, lake, a/b",
        "lake.s3.dualstack.us-gov-west-1.amazonaws.com, /a/b, lake, a/b",
        "my.dotted.lake.s3.localhost, /a/b, my.dotted.lake, a/b",
        "lake.s3.mastic.example.org, /a/b, lake, a/b",
        "localhost, /lake/a+b%2Bc%20d%C3%A9, lake, a+b+c dé",
        "localhost, /lake//a//b, lake, /a//b",
        "localhost, /lake/../../etc/passwd, lake, ../../etc/passwd",
        "localhost, /lake/a%2Fb, lake, a/b",
        "evil.example.org, /lake/a/b, lake, a/b"
    })
    void bucketAndKeyAreReadOnce(String host, String path, String bucket, String key) throws IOException {
        assertThat(identified(Requests.of("GET", path, Map.of("host", host)))
                        .target()
                        .labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("Bucket", bucket, "Key", key));
    }

    @Test
    void anObjectUploadedAsAFormIsAnObject() throws IOException {
        Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded", "host", "localhost");

        assertThat(identified(Requests.of("PUT", "/lake/k", headers)).target().operation())
                .isEqualTo("PutObject");
    }

    private Exchange identified(WireRequest request) throws IOException {
        Exchange exchange = new Exchange(request, "request-1");
        new LimitBody(1 << 20).apply(exchange);
        step.apply(exchange);
        return exchange;
    }

    private ServiceException refusal(WireRequest request) {
        return catchThrowableOfType(ServiceException.class, () -> identified(request));
    }
}
