package dev.mastic.aws.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The algorithms of S3's {@code x-amz-checksum-…} header fields and trailers. */
public enum ChecksumAlgorithm {
    CRC32,
    CRC32C,
    CRC64NVME,
    MD5,
    SHA1,
    SHA256,
    SHA512;

    private static final String HEADER_PREFIX = "x-amz-checksum-";

    private final String headerName = "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);

    /** The header field or trailer that carries it, e.g. {@code x-amz-checksum-crc32}. */
    public String headerName() {
        return headerName;
    }

    /** A checksum of nothing yet. */
    public Checksum start() {
        return switch (this) {
            case CRC32 -> Checksum.of(new CRC32(), Integer.BYTES);
            case CRC32C -> Checksum.of(new CRC32C(), Integer.BYTES);
            case CRC64NVME -> Checksum.of(new Crc64Nvme(), Long.BYTES);
            case MD5 -> digest("MD5");
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
            case SHA512 -> digest("SHA-512");
        };
    }

    /** The algorithm whose value a header field carries. */
    public static Optional<ChecksumAlgorithm> ofHeader(String headerName) {
        return headerName.startsWith(HEADER_PREFIX)
                ? Arrays.stream(values())
                        .filter(algorithm -> algorithm.headerName.equals(headerName))
                        .findFirst()
                : Optional.empty();
    }

    private static Checksum digest(String algorithm) {
        try {
            return Checksum.of(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
