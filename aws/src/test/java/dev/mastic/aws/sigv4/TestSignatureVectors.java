package dev.mastic.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.Credential;
import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that botocore signed, and those that AWS's documentation works out by hand. */
class TestSignatureVectors {
    @SuppressWarnings("ArrayRecordComponent")
    record Vector(String name, AwsService service, WireRequest request, byte[] body, CredentialSource credentials) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorIsAccepted(Vector vector) throws IOException {
        SignatureVerifier verifier = new SignatureVerifier(vector.credentials(), ClockSkew.AWS);

        if (vector.service() == AwsService.S3) {
            byte[] read = verifier.verifyStream(vector.request(), vector.service()).body().stream()
                    .readAllBytes();
            assertThat(read).isEqualTo(vector.body());
        } else {
            assertThat(verifier.verify(vector.request(), vector.service(), vector.body())
                            .region())
                    .isEqualTo("us-east-1");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorSignedWithAnotherSecretIsRefused(Vector vector) {
        CredentialSource other = id -> vector.credentials()
                .find(id)
                .map(credential -> new Credential(
                        credential.accessKeyId(),
                        new Secret("another"),
                        credential.sessionToken(),
                        credential.expiresAt(),
                        credential.principal()));

        assertThatThrownBy(() -> {
                    SignatureVerifier verifier = new SignatureVerifier(other, ClockSkew.AWS);
                    verifier.verify(vector.request(), vector.service(), vector.body());
                })
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("The request signature we calculated does not match");
    }

    static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (String file : List.of("vectors.json", "documented.json")) {
            try (InputStream in = TestSignatureVectors.class.getResourceAsStream(file)) {
                JsonNode root = new ObjectMapper().readTree(in);
                for (JsonNode each : root.get("vectors")) {
                    vectors.add(vector(root, each));
                }
            }
        }
        return vectors;
    }

    private static Vector vector(JsonNode root, JsonNode each) {
        Headers headers = new Headers();
        each.get("headers")
                .properties()
                .forEach(
                        header -> headers.add(header.getKey(), header.getValue().asText()));
        byte[] body = Base64.getDecoder().decode(each.get("body").asText());
        Instant signedAt =
                Instant.parse(each.path("signedAt").asText(root.path("signedAt").asText()));
        Credential credential = new Credential(
                root.get("accessKeyId").asText(),
                new Secret(root.get("secretKey").asText()),
                Optional.ofNullable(each.get("token").textValue()).map(Secret::new),
                Optional.empty(),
                Principal.root("000000000000"));
        WireRequest request = new WireRequest(
                each.get("method").asText(),
                each.get("path").asText(),
                each.get("query").asText(),
                headers,
                new ByteArrayInputStream(body),
                "127.0.0.1",
                false,
                signedAt);
        return new Vector(
                each.get("name").asText(),
                AwsService.ofSigningName(each.get("service").asText()).orElseThrow(),
                request,
                body,
                id -> id.equals(credential.accessKeyId()) ? Optional.of(credential) : Optional.empty());
    }
}
