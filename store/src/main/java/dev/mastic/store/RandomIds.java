package dev.mastic.store;

import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/** Ids from a source of randomness: a {@code SecureRandom} in the server, a seeded one in a simulation. */
public final class RandomIds implements Ids {
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final Random random;

    public RandomIds(Random random) {
        this.random = random;
    }

    @Override
    public String hex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }

    @Override
    public String upper(int characters) {
        return pick(UPPER, characters);
    }

    @Override
    public String secret(int characters) {
        return pick(SECRET, characters);
    }

    @Override
    public String uuid() {
        return new UUID(random.nextLong(), (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L).toString();
    }

    private String pick(String alphabet, int characters) {
        StringBuilder picked = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            picked.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return picked.toString();
    }
}
