package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.checksum.Checksum;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Checksums computed side by side over the same bytes; MD5 is always among them, for the ETag. */
final class Digests {
    private final Map<ChecksumAlgorithm, Checksum> running = new EnumMap<>(ChecksumAlgorithm.class);

    Digests(Set<ChecksumAlgorithm> algorithms) {
        running.put(ChecksumAlgorithm.MD5, ChecksumAlgorithm.MD5.start());
        algorithms.forEach(algorithm -> running.computeIfAbsent(algorithm, ChecksumAlgorithm::start));
    }

    void update(byte[] bytes, int offset, int length) {
        running.values().forEach(checksum -> checksum.update(bytes, offset, length));
    }

    /** Ends the computation. */
    Digested finish(long size) {
        Map<ChecksumAlgorithm, String> values = new EnumMap<>(ChecksumAlgorithm.class);
        running.forEach((algorithm, checksum) -> values.put(algorithm, checksum.base64()));
        return new Digested(size, values);
    }

    static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    /** What was computed over so many bytes, in base 64. */
    record Digested(long size, Map<ChecksumAlgorithm, String> values) {
        Digested {
            values = Map.copyOf(values);
        }

        String value(ChecksumAlgorithm algorithm) {
            return requireNonNull(values.get(algorithm), algorithm::name);
        }

        String md5Hex() {
            return hex(value(ChecksumAlgorithm.MD5));
        }
    }
}
