package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong in themselves: each has the answer that AWS gives, and none is a server error. */
class TestBadRequests {
    private static final Clock NOW = Clock.systemUTC();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "nonsense",
                "{\"JobName\": 5}",
                "{\"MaxResults\": \"x\"}",
                "\u0000",
                "{\"JobName\": {\"a\": 1}}"
            })
    void malformedJsonIsASerializationException(String body) {
        HttpResponse<String> answer = RawRequests.glue("AWSGlue.GetJob", body, NOW);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType").orElse(answer.body()))
                .containsAnyOf("SerializationException", "ValidationException");
    }

    @Test
    void nestingWithoutEndIsRefusedNotFatal() {
        HttpResponse<String> answer = RawRequests.glue("AWSGlue.GetJob", "{\"JobName\":".repeat(100_000), NOW);

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownOperationIsSaidToBeUnknown() {
        HttpResponse<String> answer = RawRequests.glue("AWSGlue.MakeCoffee", "{}", NOW);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UnknownOperationException");
    }

    @Test
    void anOperationThatIsNotImplementedIsNamed() {
        HttpResponse<String> answer = RawRequests.glue("AWSGlue.CreateBlueprint", "{}", NOW);

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("NotImplementedException").contains("glue:CreateBlueprint");
    }

    @Test
    void anOversizedBodyIsRefused() {
        HttpResponse<String> answer = RawRequests.glue("AWSGlue.GetJob", " ".repeat(17 << 20), NOW);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("RequestEntityTooLargeException");
    }

    @Test
    void aSkewedClockIsToldTheTime() {
        for (Duration skew : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-6))) {
            HttpResponse<String> answer = RawRequests.glue("AWSGlue.GetJobs", "{}", Clock.offset(NOW, skew));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidSignatureException").containsAnyOf("expired", "not yet current");
            assertThat(answer.headers().firstValue("Date")).isPresent();
        }
        assertThat(RawRequests.glue("AWSGlue.GetJobs", "{}", Clock.offset(NOW, Duration.ofMinutes(4)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnsignedRequestLacksAToken() {
        HttpResponse<String> answer = RawRequests.unsigned(
                Map.of(
                        "X-Amz-Target",
                        List.of("AWSGlue.GetJobs"),
                        "Content-Type",
                        List.of("application/x-amz-json-1.1")),
                "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void noAnswerShowsATraceOrAPath() {
        for (String body : List.of("{", "{\"JobName\": 5}")) {
            assertThat(RawRequests.glue("AWSGlue.GetJob", body, NOW).body())
                    .doesNotContain("Exception in", "at dev.mastic", "/tmp/", ".java");
        }
    }
}
