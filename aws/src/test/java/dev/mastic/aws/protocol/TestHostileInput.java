package dev.mastic.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.Requests;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is not a request is refused as the caller's fault, soon, and never as ours. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class TestHostileInput {
    private static final int DEPTH = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "\"text\"",
                "{",
                "{\"Name\":",
                "{\"Name\":\"a\"",
                "{\"Name\":\"a\"} x",
                "{\"Name\":7}",
                "{\"Name\":[]}",
                "{\"Name\":{}}",
                "{\"Name\":true}",
                "{\"Name\":\"\\ud800\"}",
                "{\"DefaultArguments\":[]}",
                "{\"DefaultArguments\":{\"a\":{}}}",
                "{\"MaxRetries\":\"1\"}",
                "{\"MaxRetries\":1.5}",
                "{\"MaxRetries\":99999999999}",
                "{\"MaxRetries\":1e999999999}",
                "{\"MaxRetries\":true}",
                "{\"MaxCapacity\":\"ten\"}",
                "{\"Command\":[]}",
                "{\"Connections\":{\"Connections\":{}}}",
                "{'Name':'a'}",
                "<xml/>"
            })
    void whatIsNotTheOperationsJsonIsRefused(String body) {
        assertThat(json(CreateJobRequest.class, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void emptyAndUnknownMembersAreNot() {
        assertThat(json(CreateJobRequest.class, new byte[0])).isNull();
        assertThat(json(CreateJobRequest.class, "{}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(json(CreateJobRequest.class, "{\"New\":{\"a\":[1]},\"Name\":null}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void deepJsonIsRefused() {
        for (String member : new String[] {"Unknown", "DefaultArguments", "CodeGenConfigurationNodes"}) {
            assertThat(json(CreateJobRequest.class, ascii("{\"" + member + "\":" + "[".repeat(DEPTH))))
                    .isEqualTo(ErrorCode.MALFORMED_REQUEST);
            assertThat(json(CreateJobRequest.class, ascii("{\"" + member + "\":" + "{\"a\":".repeat(DEPTH))))
                    .isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void hugeNumbersAndTimesAreRefused() {
        String digits = "9".repeat(1_000_000);
        assertThat(json(CreateJobRequest.class, ascii("{\"MaxRetries\":" + digits + "}")))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
        for (String time : new String[] {digits, "1e999999999", "-1e999999999", "1e-999999999", "99999999999999"}) {
            assertThat(json(CreateTableRequest.class, ascii("{\"TableInput\":{\"LastAccessTime\":" + time + "}}")))
                    .isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] latin = "{\"Name\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(json(CreateJobRequest.class, latin)).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(json(CreateJobRequest.class, new byte[] {0, 0, 0, (byte) 0xff, 1, 2, 3}))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(query(new byte[] {'A', '=', (byte) 0xff})).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(xml("<Delete>\u00e9</Delete>".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<Delete",
                "<Delete>",
                "<Delete></Object>",
                "<Delete/><Delete/>",
                "{}",
                "<Delete><Quiet>maybe</Quiet></Delete>",
                "<Delete><Quiet><x/></Quiet></Delete>",
                "<!DOCTYPE d [<!ENTITY a \"b\">]><Delete><Object><Key>&a;</Key></Object></Delete>",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/x\"><Delete/>",
                "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&a;</Key></Object></Delete>",
                "<Delete><Object><Key>&undefined;</Key></Object></Delete>",
                "<Delete>&undefined;</Delete>",
                "<Delete><Object><Key>&#0;</Key></Object></Delete>"
            })
    void whatIsNotTheOperationsXmlIsRefused(String body) {
        assertThat(xml(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(body.isEmpty() ? null : ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void billionLaughsAreNotLaughedAt() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE d [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            dtd.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertThat(xml(ascii(dtd + "]><Delete><Object><Key>&l29;</Key></Object></Delete>")))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void deepXmlIsReadPastOrRefused() {
        assertThat(xml(ascii("<Delete>" + "<a>".repeat(DEPTH)))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(xml(ascii("<Delete>" + "<a>".repeat(DEPTH) + "</a>".repeat(DEPTH) + "</Delete>")))
                .isNull();
        assertThat(xml(ascii("<Delete>" + "<Object>".repeat(DEPTH)))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void formsThatAreNoFormsAreRefused() {
        assertThat(query(ascii("UserName=%"))).isNotNull();
        assertThat(query(ascii("UserName=%zz"))).isNotNull();
        assertThat(query(ascii("UserName=%c3%28"))).isNotNull();
        assertThat(query(ascii("a=1&".repeat(60_000)))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(query(ascii("a" + ".a".repeat(DEPTH) + "=1"))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(query(ascii("Tags.member.99999999999999999999.Key=a&Tags.member.-1.Key=a&Tags.member.x=a")))
                .isNull();
    }

    @Test
    void deepAndBrokenCborIsRefused() throws IOException {
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        deep.write(0xbf);
        deep.write(0x61);
        deep.write('x');
        for (int i = 0; i < DEPTH; i++) {
            deep.write(0x81);
        }
        assertThat(cbor(deep.toByteArray())).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        // a text of four billion bytes, announced in five
        assertThat(cbor(new byte[] {(byte) 0xbf, 0x7a, -1, -1, -1, -1})).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(cbor(new byte[] {(byte) 0x9b, 0x7f, -1, -1, -1, -1, -1, -1, -1}))
                .isEqualTo(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] json =
                ascii("{\"Name\":\"a\",\"Command\":{\"Name\":\"glueetl\"},\"Tags\":{\"a\":\"b\"},\"MaxRetries\":10}");
        for (int length = 1; length < json.length; length++) {
            assertThat(json(CreateJobRequest.class, Arrays.copyOf(json, length)))
                    .isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
        byte[] xml = ascii("<Delete><Object><Key>k</Key></Object><Quiet>true</Quiet></Delete>");
        for (int length = 1; length < xml.length; length++) {
            assertThat(xml(Arrays.copyOf(xml, length))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
        ByteArrayOutputStream cbor = new ByteArrayOutputStream();
        try (JsonGenerator out = new CBORFactory().createGenerator(cbor)) {
            out.writeStartObject();
            out.writeStringField("Namespace", "mastic");
            out.writeArrayFieldStart("MetricData");
            out.writeStartObject();
            out.writeNumberField("Value", 1.5);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        }
        for (int length = 1; length < cbor.size(); length++) {
            assertThat(cbor(Arrays.copyOf(cbor.toByteArray(), length))).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void noiseIsNeverOurFault() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            json(CreateJobRequest.class, noise);
            cbor(noise);
            query(noise);
            xml(noise);
        }
    }

    @Test
    void headersAndQueryOfTheWrongTypeAreInvalidArguments() {
        WireOperation put = new WireOperation(AwsService.S3, "PutObject", PutObjectRequest.class, true);
        Target target = target(AwsService.S3, new RestXmlProtocol(), Map.of("Bucket", "lake", "Key", "k"));
        for (String header :
                new String[] {"content-length", "x-amz-server-side-encryption-bucket-key-enabled", "expires"}) {
            WireRequest request = Requests.of("PUT", "/lake/k", Map.of(header, "many"));
            assertThat(refusal(() -> target.protocol().read(put, target, request, new byte[0])))
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    private static @Nullable ErrorCode json(Class<?> type, byte[] body) {
        return read(AwsService.GLUE, new JsonProtocol(), type, body);
    }

    private static @Nullable ErrorCode cbor(byte[] body) {
        return read(AwsService.CLOUDWATCH, new CborProtocol(), PutMetricDataRequest.class, body);
    }

    private static @Nullable ErrorCode query(byte[] body) {
        return read(AwsService.IAM, new QueryProtocol(), CreateUserRequest.class, body);
    }

    private static @Nullable ErrorCode xml(byte[] body) {
        return read(AwsService.S3, new RestXmlProtocol(), DeleteObjectsRequest.class, body);
    }

    private static @Nullable ErrorCode read(AwsService service, Protocol protocol, Class<?> type, byte[] body) {
        WireOperation operation = new WireOperation(service, type.getSimpleName(), type, false);
        WireRequest request = Requests.of("POST", "/", Map.of());
        return refusal(() -> protocol.read(operation, target(service, protocol, Map.of()), request, body));
    }

    private static Target target(AwsService service, Protocol protocol, Map<String, String> labels) {
        return new Target(service, "Any", protocol, labels);
    }

    /** The code of the refusal; null when the input was read. Anything else that is thrown fails the test. */
    private static @Nullable ErrorCode refusal(Reading reading) {
        Throwable thrown = catchThrowable(reading::read);
        if (thrown == null) {
            return null;
        }
        assertThat(thrown).isInstanceOf(ServiceException.class);
        return ((ServiceException) thrown).code();
    }

    /** Reads a request. */
    @FunctionalInterface
    private interface Reading {
        SdkPojo read() throws IOException;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
