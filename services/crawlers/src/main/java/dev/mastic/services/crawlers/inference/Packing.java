package dev.mastic.services.crawlers.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;

/** How a whole file may be packed. Only as much is unpacked as is looked at, so a bomb does not go off. */
enum Packing {
    NONE {
        @Override
        InputStream open(InputStream packed) {
            return packed;
        }
    },
    GZIP(0x1F, 0x8B) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GZIPInputStream(packed);
        }
    },
    BZIP2('B', 'Z', 'h') {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed);
        }
    },
    ZIP('P', 'K', 3, 4) {
        /** The first file of the archive, which is what AWS looks at, too. */
        @Override
        InputStream open(InputStream packed) throws IOException {
            ZipInputStream zip = new ZipInputStream(packed);
            zip.getNextEntry();
            return zip;
        }
    },
    LZ4(0x04, 0x22, 0x4D, 0x18) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new FramedLZ4CompressorInputStream(packed);
        }
    },
    SNAPPY(0xFF, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y') {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new FramedSnappyCompressorInputStream(packed);
        }
    };

    private static final int INITIAL_BYTES = 1 << 16;

    /** The first bytes, each as a character. */
    private final String magic;

    Packing(int... magic) {
        this.magic = new String(magic, 0, magic.length);
    }

    abstract InputStream open(InputStream packed) throws IOException;

    static Packing of(byte[] head) {
        for (Packing packing : values()) {
            String start =
                    new String(head, 0, Math.min(head.length, packing.magic.length()), StandardCharsets.ISO_8859_1);
            if (packing != NONE && start.equals(packing.magic)) {
                return packing;
            }
        }
        return NONE;
    }

    /** The first bytes of what is packed; what is cut off or damaged behind them does not matter. */
    byte[] unpack(InputStream packed, int bytesMax) throws IOException {
        byte[] unpacked = new byte[Math.min(bytesMax, INITIAL_BYTES)];
        int length = 0;
        try (InputStream in = open(packed)) {
            while (length < bytesMax) {
                if (length == unpacked.length) {
                    unpacked = Arrays.copyOf(unpacked, Math.min(bytesMax, unpacked.length * 2));
                }
                int read = in.read(unpacked, length, unpacked.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
        } catch (IOException | IllegalArgumentException cut) {
            // Commons Compress has no exception of its own for what is cut off.
            if (length == 0) {
                throw new DamagedFileException("the file is not " + this, cut);
            }
        }
        return Arrays.copyOf(unpacked, length);
    }
}
