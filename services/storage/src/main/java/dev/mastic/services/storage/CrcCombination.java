package dev.mastic.services.storage;

import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * The CRC of a whole out of the CRCs of its parts, without reading the data again.
 *
 * <p>A CRC is a remainder of polynomials: appending n bytes multiplies it by x^8n. Bits are in reverse order throughout, as
 * in all CRCs that S3 knows: the highest bit stands for x^0.
 */
final class CrcCombination {
    private final int bits;
    private final long polynomial;

    private CrcCombination(int bits, long polynomial) {
        this.bits = bits;
        this.polynomial = polynomial;
    }

    static boolean knows(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32, CRC32C, CRC64NVME -> true;
            case MD5, SHA1, SHA256, SHA512 -> false;
        };
    }

    static CrcCombination of(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> new CrcCombination(Integer.SIZE, 0xEDB88320L);
            case CRC32C -> new CrcCombination(Integer.SIZE, 0x82F63B78L);
            case CRC64NVME -> new CrcCombination(Long.SIZE, 0x9A6C9329AC4BC9B5L);
            case MD5, SHA1, SHA256, SHA512 -> throw new IllegalArgumentException(algorithm + " is no CRC");
        };
    }

    /** The checksum of all parts, in base 64. */
    String combine(List<Blob> parts) {
        long combined = 0;
        for (Blob part : parts) {
            combined = multiply(powerOfX(part.size()), combined) ^ value(part.checksum());
        }
        return base64(combined);
    }

    /** x to the power of 8n. */
    private long powerOfX(long bytes) {
        long result = 1L << (bits - 1);
        long square = 1L << (bits - 1 - Byte.SIZE);
        for (long n = bytes; n > 0; n >>= 1) {
            if ((n & 1) == 1) {
                result = multiply(square, result);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private long multiply(long one, long other) {
        long product = 0;
        long shifted = other;
        for (int bit = bits - 1; bit >= 0; bit--) {
            if (((one >>> bit) & 1) == 1) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 1 ? (shifted >>> 1) ^ polynomial : shifted >>> 1;
        }
        return product;
    }

    private long value(String base64) {
        long value = 0;
        for (byte each : Base64.getDecoder().decode(base64)) {
            value = (value << Byte.SIZE) | (each & 0xff);
        }
        return value;
    }

    private String base64(long value) {
        byte[] bytes = bits == Long.SIZE
                ? ByteBuffer.allocate(Long.BYTES).putLong(value).array()
                : ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
        return Base64.getEncoder().encodeToString(bytes);
    }
}
