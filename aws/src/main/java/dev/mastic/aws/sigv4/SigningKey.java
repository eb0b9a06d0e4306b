package dev.mastic.aws.sigv4;

import dev.mastic.aws.Secret;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;

/** The key that a secret yields for one day, region and service. */
final class SigningKey {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final SecretKeySpec key;
    private final Scope scope;

    private SigningKey(SecretKeySpec key, Scope scope) {
        this.key = key;
        this.scope = scope;
    }

    static SigningKey derive(Secret secret, Scope scope) {
        byte[] start = ("AWS4" + secret.value()).getBytes(StandardCharsets.UTF_8);
        SecretKeySpec day = Hashes.key(Hashes.hmac(Hashes.key(start), scope.date()));
        SecretKeySpec region = Hashes.key(Hashes.hmac(day, scope.region()));
        SecretKeySpec service = Hashes.key(Hashes.hmac(region, scope.service()));
        return new SigningKey(Hashes.key(Hashes.hmac(service, Scope.TERMINATOR)), scope);
    }

    /** The string to sign of a whole request. */
    String stringToSign(String timestamp, String canonicalRequest) {
        return ALGORITHM + '\n' + timestamp + '\n' + scope.text() + '\n' + Hashes.sha256Hex(canonicalRequest);
    }

    /** Signs what follows a seed signature: {@code kind} is {@code PAYLOAD} for a chunk, {@code TRAILER} for the end. */
    String signPart(String kind, String timestamp, String previousSignature, String hashes) {
        return sign(ALGORITHM
                + '-'
                + kind
                + '\n'
                + timestamp
                + '\n'
                + scope.text()
                + '\n'
                + previousSignature
                + '\n'
                + hashes);
    }

    String sign(String stringToSign) {
        return Hashes.hex(Hashes.hmac(key, stringToSign));
    }
}
