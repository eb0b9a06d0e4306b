package dev.mastic.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.PercentEncoding;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.sigv4.TestSignatureVectors.Vector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed requests with one bit changed: none may pass, unless it still means exactly the same. */
class TestSignatureMutations {
    private static final int MUTATIONS = 10_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1})
    void noChangedBitIsAccepted(long seed) throws IOException {
        Random random = new Random(seed);
        List<Vector> vectors = TestSignatureVectors.vectors();
        List<String> accepted = new ArrayList<>();
        int same = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Vector vector = vectors.get(random.nextInt(vectors.size()));
            Vector mutant = mutate(vector, random);
            if (isAccepted(mutant)) {
                if (meaning(mutant).equals(meaning(vector))) {
                    same++;
                } else {
                    accepted.add(mutant.toString());
                }
            }
        }

        assertThat(accepted).isEmpty();
        // Percent-encoding in lower case, a tab for a space: a handful, not the rule.
        assertThat(same).isLessThan(MUTATIONS / 20);
    }

    private static boolean isAccepted(Vector vector) throws IOException {
        try {
            new SignatureVerifier(vector.credentials(), ClockSkew.AWS)
                    .verify(vector.request(), vector.service(), vector.body()).body().stream()
                            .readAllBytes();
            return true;
        } catch (ServiceException refused) {
            return false;
        }
    }

    /** Flips one bit of the method, the path, the query, a header that is signed, the signature itself or the payload. */
    private static Vector mutate(Vector vector, Random random) {
        WireRequest request = vector.request();
        List<String> parts = new ArrayList<>(List.of(request.method(), request.rawPath(), request.rawQuery()));
        List<String> names = new ArrayList<>();
        request.headers().asMap().forEach((name, values) -> {
            // Whether a header that is not signed is changed is nobody's business.
            if (covered(request, name)) {
                names.add(name);
                parts.add(values.get(0));
            }
        });
        byte[] body = vector.body().clone();
        // The payload of a presigned address is not covered.
        int bodyBits = request.rawQuery().contains("X-Amz-Signature") ? 0 : body.length * Byte.SIZE;
        int bits = parts.stream().mapToInt(String::length).sum() * 7 + bodyBits;
        int bit = random.nextInt(bits);
        for (int i = 0; i < parts.size(); i++) {
            int length = parts.get(i).length() * 7;
            if (bit < length) {
                char[] characters = parts.get(i).toCharArray();
                characters[bit / 7] ^= (char) (1 << bit % 7);
                parts.set(i, new String(characters));
                bit = -1;
                break;
            }
            bit -= length;
        }
        if (bit >= 0) {
            body[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        Headers headers = new Headers();
        request.headers().asMap().forEach((name, values) -> {
            int at = names.indexOf(name);
            headers.add(name, at < 0 ? values.get(0) : parts.get(3 + at));
        });
        WireRequest changed = new WireRequest(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                headers,
                new ByteArrayInputStream(body),
                "127.0.0.1",
                false,
                request.receivedAt());
        return new Vector(vector.name() + " → " + parts, vector.service(), changed, body, vector.credentials());
    }

    private static boolean covered(WireRequest request, String header) {
        String authorization = request.headers().first("authorization").orElse(request.rawQuery());
        return header.equals("authorization") || authorization.contains(header);
    }

    private static String path(Vector vector) {
        String raw = vector.request().rawPath();
        return vector.service() == AwsService.S3
                ? PercentEncoding.decodePath(raw)
                : Path.of("/", raw).normalize().toString();
    }

    /** What the server understands of a request. */
    private static List<Object> meaning(Vector vector) {
        WireRequest request = vector.request();
        Map<String, Object> headers = new TreeMap<>();
        request.headers().asMap().forEach((name, values) -> {
            if (!name.equals("authorization")) {
                headers.put(name, values.get(0).strip().replaceAll("\\s+", " "));
            }
        });
        return List.of(
                request.method(),
                path(vector),
                FormFields.parse(request.rawQuery()).asMap(),
                headers,
                new ByteArrayInputStream(vector.body()).readAllBytes().length);
    }
}
