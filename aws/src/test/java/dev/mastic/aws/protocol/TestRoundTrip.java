package dev.mastic.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.StreamedResponse;
import dev.mastic.aws.request.WireOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Every operation of every service, both ways: what the SDK sends we read, and what we answer the SDK reads. */
class TestRoundTrip {
    private static final byte[] PAYLOAD = Filled.PAYLOAD.getBytes(StandardCharsets.UTF_8);

    // Members that the SDK's client makes up or turns into another one before anything is sent.
    private static final Set<String> CLIENT_SIDE = Set.of("SourceBucket", "SourceKey", "SourceVersionId");

    /** Operations that are not round-tripped, each with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "DeleteObjectAnnotation", "newer than botocore's model: refused, see TestIdentifyService",
            "GetObjectAnnotation", "newer than botocore's model: refused",
            "ListObjectAnnotations", "newer than botocore's model: refused",
            "PutObjectAnnotation", "newer than botocore's model: refused",
            "UpdateBucketMetadataAnnotationTableConfiguration", "newer than botocore's model: refused",
            "ListDirectoryBuckets", "S3 Express has a host of its own; here it would be ListBuckets",
            "WriteGetObjectResponse", "Object Lambda has a host of its own; here it would be a bucket's name");

    @ParameterizedTest
    @EnumSource(AwsService.class)
    void everyOperationSurvivesBothWays(AwsService service) throws Throwable {
        List<String> failures = new ArrayList<>();
        int count = 0;
        try (LoopbackService server = new LoopbackService();
                SdkClient client = new SdkClient(service, server.endpoint())) {
            for (SdkClient.Call call : client.calls().values()) {
                if (EXCEPTIONS.containsKey(call.name())) {
                    continue;
                }
                count++;
                roundTrip(service, server, client, call, failures);
            }
        }
        System.out.println(service + ": " + count + " operations, " + failures.size() + " failures");
        assertThat(failures).isEmpty();
    }

    private static void roundTrip(
            AwsService service, LoopbackService server, SdkClient client, SdkClient.Call call, List<String> failures) {
        Filled filled = new Filled(call.name().hashCode(), CLIENT_SIDE);
        SdkPojo request = filled.of(call.requestType());
        SdkPojo reply = filled.of(call.responseType());
        Object answer =
                call.receivesBody() ? new StreamedResponse(reply, PAYLOAD.length, out -> out.write(PAYLOAD)) : reply;
        WireOperation operation = new WireOperation(service, call.name(), call.requestType(), call.sendsBody());
        server.next(new LoopbackService.Script(operation, answer, null));
        try {
            SdkPojo response = client.call(call, request, Filled.PAYLOAD);
            if (!call.name().equalsIgnoreCase(server.target().operation())) {
                failures.add(call.name() + " was taken for " + server.target().operation());
            }
            differences(call.name() + " request", request, server.read(), failures);
            differences(call.name() + " response", reply, response, failures);
        } catch (Throwable broken) {
            failures.add(call.name() + " " + (server.failure() == null ? broken : "server: " + server.failure()));
        }
    }

    private static void differences(String where, SdkPojo wanted, SdkPojo found, List<String> failures) {
        if (wanted.equalsBySdkFields(found)) {
            return;
        }
        for (SdkField<?> field : wanted.sdkFields()) {
            Object one = field.getValueOrDefault(wanted);
            Object other = field.getValueOrDefault(found);
            if (!Objects.equals(one, other)) {
                failures.add(where + "." + field.memberName() + ": " + one + " became " + other);
            }
        }
    }
}
