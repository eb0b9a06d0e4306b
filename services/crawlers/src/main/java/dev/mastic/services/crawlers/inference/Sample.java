package dev.mastic.services.crawlers.inference;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file as far as classifiers may look into it: its first megabyte, unpacked, and its end. */
public final class Sample {
    /** How much of a file is looked at from the front, packed or not. */
    public static final int HEAD_BYTES_MAX = 1 << 20;

    /** Reads some bytes of a file; fewer when it ends before. */
    @FunctionalInterface
    public interface Bytes {
        byte[] read(long offset, int length) throws IOException;
    }

    /** What the first bytes are as text, once that was looked at. */
    private record Text(Optional<String> content) {}

    private final String name;
    private final long size;
    private final int headBytes;
    private final Bytes bytes;
    private byte @Nullable [] raw;
    private byte @Nullable [] head;
    private @Nullable Text decoded;

    /**
     * Makes a sample.
     *
     * @param headBytes how much of the file is looked at from the front, at most
     */
    public Sample(String name, long size, int headBytes, Bytes bytes) {
        this.name = requireNonNull(name, "name");
        this.size = size;
        this.headBytes = Math.min(headBytes, HEAD_BYTES_MAX);
        this.bytes = requireNonNull(bytes, "bytes");
    }

    public String name() {
        return name;
    }

    public long size() {
        return size;
    }

    /** The packing, e.g. {@code gzip}; {@code none} when there is none. */
    public String compression() throws IOException {
        return Packing.of(raw()).name().toLowerCase(Locale.ROOT);
    }

    /** The first bytes, unpacked. */
    byte[] head() throws IOException {
        if (head == null) {
            head = Packing.of(raw()).unpack(new ByteArrayInputStream(raw()), headBytes);
        }
        return head;
    }

    /** Whether {@link #head} is all there is. */
    boolean isWhole() throws IOException {
        return size <= headBytes && head().length < headBytes;
    }

    /** The first bytes as text, up to the last whole line; empty when they are no text. */
    Optional<String> text() throws IOException {
        if (decoded == null) {
            decoded = new Text(decode(head(), isWhole()));
        }
        return decoded.content();
    }

    /** The last bytes, as they are. */
    byte[] tail(int length) throws IOException {
        int most = (int) Math.min(size, length);
        return bytes.read(size - most, most);
    }

    InputStream stream() throws IOException {
        return new ByteArrayInputStream(head());
    }

    private byte[] raw() throws IOException {
        if (raw == null) {
            raw = bytes.read(0, (int) Math.min(size, headBytes));
        }
        return raw;
    }

    private static Optional<String> decode(byte[] bytes, boolean whole) {
        int length = bytes.length;
        if (!whole) {
            // The last line may be cut, and so may be a character in it.
            while (length > 0 && bytes[length - 1] != '\n') {
                length--;
            }
            if (length == 0) {
                length = bytes.length;
                while (length > 0 && (bytes[length - 1] & 0xC0) == 0x80) {
                    length--;
                }
                length = Math.max(0, length - 1);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            String plain = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
            return plain.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(plain);
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
