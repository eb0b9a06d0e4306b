package dev.mastic.aws.checksum;

import java.util.zip.Checksum;

/**
 * The 64-bit CRC of the NVMe specification, S3's default for objects of several parts.
 *
 * <p>Eight bytes at a time ("slicing by 8"): a table per byte position, so that the rest of the loop has no dependency but
 * the running value.
 */
final class Crc64Nvme implements Checksum {
    // 0xAD93D23594C93659 with its bits in reverse order, since the CRC is a reflected one.
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final int SLICES = 8;
    private static final long[][] TABLES = tables();

    private long value = -1L;

    @Override
    public void update(int b) {
        value = TABLES[0][(int) (value ^ b) & 0xff] ^ (value >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (; end - at >= SLICES; at += SLICES) {
            long mixed = value ^ littleEndian(bytes, at);
            long next = 0;
            for (int slice = 0; slice < SLICES; slice++) {
                next ^= TABLES[SLICES - 1 - slice][(int) (mixed >>> (Byte.SIZE * slice)) & 0xff];
            }
            value = next;
        }
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~value;
    }

    @Override
    public void reset() {
        value = -1L;
    }

    private static long littleEndian(byte[] bytes, int at) {
        long word = 0;
        for (int i = SLICES - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (bytes[at + i] & 0xff);
        }
        return word;
    }

    private static long[][] tables() {
        long[][] tables = new long[SLICES][256];
        for (int b = 0; b < 256; b++) {
            long crc = b;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            tables[0][b] = crc;
        }
        for (int slice = 1; slice < SLICES; slice++) {
            for (int b = 0; b < 256; b++) {
                long previous = tables[slice - 1][b];
                tables[slice][b] = tables[0][(int) previous & 0xff] ^ (previous >>> 8);
            }
        }
        return tables;
    }
}
