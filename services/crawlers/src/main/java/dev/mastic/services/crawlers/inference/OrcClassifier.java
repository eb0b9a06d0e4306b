package dev.mastic.services.crawlers.inference;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.orc.OrcProto;
import org.apache.orc.protobuf.InvalidProtocolBufferException;

/** ORC files: the types stand in the footer, in packed pieces. */
public final class OrcClassifier implements Classifier {
    private static final byte[] MAGIC = "ORC".getBytes(StandardCharsets.US_ASCII);
    private static final int POSTSCRIPT_BYTES_MAX = 256;
    private static final int FOOTER_BYTES_MAX = 16 << 20;
    private static final int CHUNK_HEADER_BYTES = 3;
    private static final int CHUNK_BYTES_MAX = 1 << 23;
    private static final int DEPTH_MAX = 64;

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        if (!Magic.begins(sample.head(), MAGIC)) {
            return Optional.empty();
        }
        try {
            byte[] end = sample.tail(POSTSCRIPT_BYTES_MAX);
            int postscriptBytes = end[end.length - 1] & 0xFF;
            if (postscriptBytes + 1 > end.length) {
                throw new DamagedFileException("the file ends before its postscript");
            }
            OrcProto.PostScript postscript = OrcProto.PostScript.parseFrom(
                    Arrays.copyOfRange(end, end.length - 1 - postscriptBytes, end.length - 1));
            long footerBytes = postscript.getFooterLength();
            if (!postscript.getMagic().equals("ORC")
                    || footerBytes <= 0
                    || footerBytes > FOOTER_BYTES_MAX
                    || footerBytes + postscriptBytes + 1 > sample.size()) {
                throw new DamagedFileException("the postscript is not ORC's");
            }
            byte[] last = sample.tail((int) footerBytes + postscriptBytes + 1);
            byte[] packed = Arrays.copyOf(last, (int) footerBytes);
            OrcProto.Footer footer = OrcProto.Footer.parseFrom(unpack(packed, postscript.getCompression()));
            DataType root = type(footer.getTypesList(), 0, 0);
            List<Field> fields =
                    root instanceof DataType.StructOf struct ? struct.fields() : List.of(new Field("value", root));
            return Optional.of(Finding.sure("orc", fields).withRows(footer.getNumberOfRows()));
        } catch (InvalidProtocolBufferException | MalformedInputException | DataFormatException bad) {
            throw new DamagedFileException("the footer is not ORC's", bad);
        }
    }

    private static byte[] unpack(byte[] packed, OrcProto.CompressionKind kind) throws DataFormatException {
        if (kind == OrcProto.CompressionKind.NONE) {
            return packed;
        }
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        int at = 0;
        while (at + CHUNK_HEADER_BYTES <= packed.length) {
            int header = (packed[at] & 0xFF) | ((packed[at + 1] & 0xFF) << 8) | ((packed[at + 2] & 0xFF) << 16);
            int length = header >>> 1;
            at += CHUNK_HEADER_BYTES;
            if (at + length > packed.length) {
                throw new DamagedFileException("a piece of the footer is cut off");
            }
            if ((header & 1) == 1) {
                unpacked.write(packed, at, length);
            } else {
                unpacked.writeBytes(unpackChunk(Arrays.copyOfRange(packed, at, at + length), kind));
            }
            if (unpacked.size() > FOOTER_BYTES_MAX) {
                throw new DamagedFileException("the footer has more than " + FOOTER_BYTES_MAX + " bytes");
            }
            at += length;
        }
        return unpacked.toByteArray();
    }

    private static byte[] unpackChunk(byte[] chunk, OrcProto.CompressionKind kind) throws DataFormatException {
        if (kind == OrcProto.CompressionKind.ZLIB) {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(chunk);
                byte[] unpacked = new byte[CHUNK_BYTES_MAX];
                return Arrays.copyOf(unpacked, inflater.inflate(unpacked));
            } finally {
                inflater.end();
            }
        }
        Decompressor decompressor = switch (kind) {
            case SNAPPY -> new SnappyDecompressor();
            case LZ4 -> new Lz4Decompressor();
            case ZSTD -> new ZstdDecompressor();
            default -> throw new DamagedFileException("the footer is packed by " + kind + ", which is not read");
        };
        byte[] unpacked = new byte[CHUNK_BYTES_MAX];
        return Arrays.copyOf(unpacked, decompressor.decompress(chunk, 0, chunk.length, unpacked, 0, unpacked.length));
    }

    private static DataType type(List<OrcProto.Type> types, int index, int depth) {
        if (index >= types.size() || depth > DEPTH_MAX) {
            throw new DamagedFileException("the types in the footer are no tree");
        }
        OrcProto.Type type = types.get(index);
        return switch (type.getKind()) {
            case STRUCT -> {
                if (type.getFieldNamesCount() != type.getSubtypesCount()) {
                    throw new DamagedFileException("a struct in the footer has fields without names");
                }
                List<Field> fields = new ArrayList<>();
                for (int i = 0; i < type.getSubtypesCount(); i++) {
                    fields.add(new Field(type.getFieldNames(i), child(types, type, i, depth)));
                }
                yield new DataType.StructOf(fields);
            }
            case LIST -> new DataType.ArrayOf(child(types, type, 0, depth));
            case MAP -> new DataType.MapOf(child(types, type, 0, depth), child(types, type, 1, depth));
            case UNION -> DataType.STRING;
            case BOOLEAN -> DataType.BOOLEAN;
            case BYTE -> new DataType.Simple("tinyint");
            case SHORT -> new DataType.Simple("smallint");
            case INT -> DataType.INT;
            case LONG -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case STRING -> DataType.STRING;
            case BINARY -> DataType.BINARY;
            case TIMESTAMP, TIMESTAMP_INSTANT -> DataType.TIMESTAMP;
            case DATE -> DataType.DATE;
            case DECIMAL -> Decimals.of(type.getPrecision(), type.getScale());
            case VARCHAR -> new DataType.Simple("varchar(" + type.getMaximumLength() + ")");
            case CHAR -> new DataType.Simple("char(" + type.getMaximumLength() + ")");
        };
    }

    private static DataType child(List<OrcProto.Type> types, OrcProto.Type parent, int position, int depth) {
        if (position >= parent.getSubtypesCount()) {
            throw new DamagedFileException("the types in the footer are no tree");
        }
        return type(types, parent.getSubtypes(position), depth + 1);
    }
}
