package dev.mastic.aws.checksum;

import java.security.MessageDigest;
import java.util.Base64;

/** A checksum in the making. */
public interface Checksum {
    void update(byte[] bytes, int offset, int length);

    /** The value as clients write it, in base 64. Ends the checksum: it is asked once. */
    String base64();

    /** A CRC, whose value is written as big-endian bytes. */
    static Checksum of(java.util.zip.Checksum crc, int valueBytes) {
        return new Checksum() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                crc.update(bytes, offset, length);
            }

            @Override
            public String base64() {
                byte[] value = new byte[valueBytes];
                for (int i = 0; i < valueBytes; i++) {
                    value[i] = (byte) (crc.getValue() >>> (Byte.SIZE * (valueBytes - 1 - i)));
                }
                return Base64.getEncoder().encodeToString(value);
            }
        };
    }

    /** A cryptographic digest. */
    static Checksum of(MessageDigest digest) {
        return new Checksum() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public String base64() {
                return Base64.getEncoder().encodeToString(digest.digest());
            }
        };
    }
}
