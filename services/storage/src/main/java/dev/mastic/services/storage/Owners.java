package dev.mastic.services.storage;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The canonical user ids of accounts: 64 hexadecimal digits, the same for the same account. */
final class Owners {
    private Owners() {}

    static String id(String accountId) {
        byte[] seed = ("canonical user " + accountId).getBytes(StandardCharsets.UTF_8);
        Digests digests = new Digests(Set.of(ChecksumAlgorithm.SHA256));
        digests.update(seed, 0, seed.length);
        return Digests.hex(digests.finish(seed.length).value(ChecksumAlgorithm.SHA256));
    }
}
