package dev.mastic.services.secrets;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordResponse;

/** Secrets Manager's operation that makes a password. */
public final class PasswordApi {
    private static final int LENGTH = 32;

    private final SecureRandom random;

    PasswordApi(SecureRandom random) {
        this.random = random;
    }

    @OnResource("*")
    public GetRandomPasswordResponse getRandomPassword(Caller caller, GetRandomPasswordRequest request) {
        String excluded = request.excludeCharacters() == null ? "" : request.excludeCharacters();
        List<String> kinds = new ArrayList<>();
        add(kinds, Password.LOWER, excluded, isTrue(request.excludeLowercase()));
        add(kinds, Password.UPPER, excluded, isTrue(request.excludeUppercase()));
        add(kinds, Password.DIGITS, excluded, isTrue(request.excludeNumbers()));
        add(kinds, Password.PUNCTUATION, excluded, isTrue(request.excludePunctuation()));
        add(kinds, Password.SPACE, excluded, !isTrue(request.includeSpace()));
        int length = request.passwordLength() == null
                ? LENGTH
                : request.passwordLength().intValue();
        boolean ofEach = request.requireEachIncludedType() == null || request.requireEachIncludedType();
        if (kinds.isEmpty()) {
            throw Refusals.parameter("Nothing is left to make a password of: every character is excluded.");
        }
        if (ofEach && length < kinds.size()) {
            throw Refusals.parameter(
                    "PasswordLength: %d (expected: >= %d, one of each included type)", length, kinds.size());
        }
        return GetRandomPasswordResponse.builder()
                .randomPassword(new Password(length, kinds, ofEach).make(random))
                .build();
    }

    private static void add(List<String> kinds, String characters, String excluded, boolean without) {
        String left = characters
                .chars()
                .filter(character -> excluded.indexOf(character) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (!without && !left.isEmpty()) {
            kinds.add(left);
        }
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
