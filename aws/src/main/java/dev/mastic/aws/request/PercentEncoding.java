package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8, strict: what is not an encoding of text is refused, never guessed. */
public final class PercentEncoding {
    private static final int HEX = 16;
    private static final int ESCAPE_CHARS = 3;
    private static final String UNRESERVED_MARKS = "-._~";

    private PercentEncoding() {}

    /** Decodes a part of a path, where a plus is a plus. */
    public static String decodePath(String encoded) {
        return decode(encoded, false);
    }

    /** Decodes a name or value of a query string or form, where a plus is a space. */
    public static String decodeField(String encoded) {
        return decode(encoded, true);
    }

    /** Encodes all but unreserved characters and slashes, as S3 answers {@code encoding-type=url}. */
    public static String encodeKey(String key) {
        StringBuilder encoded = new StringBuilder(key.length() + HEX);
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '/' || UNRESERVED_MARKS.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, HEX));
    }

    private static String decode(String encoded, boolean plusIsSpace) {
        if (encoded.indexOf('%') < 0 && isAscii(encoded)) {
            return plusIsSpace ? encoded.replace('+', ' ') : encoded;
        }
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                decoded.put(escaped(raw, i, encoded));
                i += ESCAPE_CHARS - 1;
            } else {
                decoded.put(plusIsSpace && raw[i] == '+' ? (byte) ' ' : raw[i]);
            }
        }
        return text(decoded.flip(), encoded);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static byte escaped(byte[] raw, int at, String encoded) {
        int high = at + 1 < raw.length ? Character.digit(raw[at + 1], HEX) : -1;
        int low = at + 2 < raw.length ? Character.digit(raw[at + 2], HEX) : -1;
        if (high < 0 || low < 0) {
            throw refused(encoded);
        }
        return (byte) (high * HEX + low);
    }

    private static String text(ByteBuffer bytes, String encoded) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(encoded);
        }
    }

    private static ServiceException refused(String encoded) {
        return new ServiceException(
                ErrorCode.INVALID_URI, "Couldn't parse the specified URI: '%s' is not percent-encoded UTF-8.", encoded);
    }
}
