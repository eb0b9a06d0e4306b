package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.Checksum;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header fields that follow a chunked payload: checksums, named beforehand in {@code x-amz-trailer}. */
final class Trailer {
    private static final String SIGNATURE = "x-amz-trailer-signature";

    private final Map<ChecksumAlgorithm, Checksum> announced = new EnumMap<>(ChecksumAlgorithm.class);
    // Sorted: the signature covers the fields in the order of their names.
    private final Map<String, String> fields = new TreeMap<>();
    private Optional<String> signature = Optional.empty();

    /** @param names what {@code x-amz-trailer} holds; empty when there is no such header */
    Trailer(String names) {
        for (String listed : names.split(",", -1)) {
            String name = listed.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                ChecksumAlgorithm algorithm = ChecksumAlgorithm.ofHeader(name)
                        .orElseThrow(() -> new ServiceException(
                                ErrorCode.INVALID_REQUEST,
                                "The value specified in the x-amz-trailer header is not supported"));
                announced.put(algorithm, algorithm.start());
            }
        }
    }

    void update(byte[] bytes, int offset, int length) {
        for (Checksum checksum : announced.values()) {
            checksum.update(bytes, offset, length);
        }
    }

    /** Takes in one line of the trailer. */
    void add(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals(SIGNATURE)) {
            signature = Optional.of(value);
        } else if (ChecksumAlgorithm.ofHeader(name)
                        .filter(announced::containsKey)
                        .isEmpty()
                || fields.put(name, value) != null) {
            throw malformed();
        }
    }

    boolean isSigned() {
        return signature.isPresent();
    }

    Optional<String> signature() {
        return signature;
    }

    /** The fields as the trailer's signature covers them. */
    String canonical() {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.toString();
    }

    /** Compares every announced checksum with what was read. */
    void verify() {
        announced.forEach((algorithm, checksum) -> {
            String given = fields.get(algorithm.headerName());
            if (given == null) {
                throw malformed();
            }
            if (!checksum.base64().equals(given)) {
                throw new ServiceException(
                        ErrorCode.BAD_DIGEST, "The %s you specified did not match the calculated checksum.", algorithm);
            }
        });
    }

    /** The verified fields by lower-cased name. */
    Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    private static ServiceException malformed() {
        return new ServiceException(
                ErrorCode.MALFORMED_TRAILER,
                "The request contained trailing data that was not well-formed or did not conform to our published schema.");
    }
}
