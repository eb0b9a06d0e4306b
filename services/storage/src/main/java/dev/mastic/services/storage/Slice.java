package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an object that a read is about.
 *
 * @param contentRange what the answer says when it is not the whole object
 */
record Slice(long offset, long length, Optional<String> contentRange) {
    private static final Pattern RANGE = Pattern.compile("bytes=(?<first>\\d*)-(?<last>\\d*)");
    private static final int DIGITS_MAX = 18;

    static Slice whole(long size) {
        return new Slice(0, size, Optional.empty());
    }

    /** The bytes from an offset on. */
    static Slice of(long offset, long length, long size) {
        return new Slice(
                offset,
                length,
                Optional.of("bytes %d-%d/%d".formatted(offset, Math.max(offset, offset + length - 1), size)));
    }

    /** What a {@code Range} header means. Several ranges and what is no range are ignored, as on S3. */
    static Slice ofRange(String header, long size) {
        Matcher range = RANGE.matcher(header.strip());
        if (!range.matches()) {
            return whole(size);
        }
        String first = range.group("first");
        String last = range.group("last");
        if (first.isEmpty() && last.isEmpty()) {
            return whole(size);
        }
        if (first.isEmpty()) {
            long length = Math.min(number(last), size);
            refuse(length == 0, header, size);
            return of(size - length, length, size);
        }
        long from = number(first);
        long to = last.isEmpty() ? size - 1 : number(last);
        if (!last.isEmpty() && to < from) {
            return whole(size);
        }
        refuse(from >= size, header, size);
        return of(from, Math.min(to, size - 1) - from + 1, size);
    }

    /** A part of an object that was uploaded in parts; anything else is one part. */
    static Slice ofPart(int number, List<Blob> parts, ObjectContent content) {
        if (content.parts() == 0 && number == 1) {
            return content.size() == 0 ? whole(0) : of(0, content.size(), content.size());
        }
        long offset = 0;
        int position = 1;
        for (Blob part : parts) {
            if (content.parts() > 0 && position == number) {
                return part.size() == 0 ? whole(0) : of(offset, part.size(), content.size());
            }
            offset += part.size();
            position++;
        }
        throw new ServiceException(ErrorCode.INVALID_PART_NUMBER, "The requested partnumber is not satisfiable")
                .with(Map.of(
                        "PartNumberRequested",
                        Integer.toString(number),
                        "ActualPartCount",
                        Integer.toString(Math.max(1, content.parts()))));
    }

    private static void refuse(boolean outside, String header, long size) {
        if (outside) {
            throw new ServiceException(ErrorCode.INVALID_RANGE, "The requested range is not satisfiable")
                    .with(Map.of("RangeRequested", header, "ActualObjectSize", Long.toString(size)));
        }
    }

    private static long number(String digits) {
        return digits.length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
