package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.Checksum;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Upload.ChecksumPlan;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of the parts of an upload: which are used, and the content they make. */
final class Completion {
    static final long PART_BYTES_MIN = 5L << 20;

    private Completion() {}

    /**
     * A part as the client names it.
     *
     * @param checksum of the upload's algorithm, when the client sent it
     */
    record Named(int number, String etag, Optional<String> checksum) {}

    /** The parts that a client names, in order, each as it was uploaded. */
    static List<Blob> choose(Upload upload, List<Blob> uploaded, List<Named> named) {
        refuseDisorder(named);
        Map<Integer, Blob> byNumber = new TreeMap<>();
        uploaded.forEach(part -> byNumber.put(part.position(), part));
        List<Blob> chosen = new ArrayList<>();
        for (Named each : named) {
            Blob part = byNumber.get(each.number());
            boolean same = part != null
                    && EntityTags.unquoted(each.etag()).equals(part.md5())
                    && each.checksum().map(part.checksum()::equals).orElse(true);
            if (!same) {
                throw invalidPart(upload.id(), each.number());
            }
            chosen.add(part);
        }
        for (Blob part : chosen.subList(0, chosen.size() - 1)) {
            refuseSmall(part);
        }
        return chosen;
    }

    static ObjectContent content(Upload upload, List<Blob> parts) {
        long size = parts.stream().mapToLong(Blob::size).sum();
        return new ObjectContent(upload.id(), size, etag(parts), parts.size(), checksum(upload.checksums(), parts));
    }

    static ServiceException invalidPart(String upload, int number) {
        return new ServiceException(
                        ErrorCode.INVALID_PART,
                        "One or more of the specified parts could not be found.  The part may not have been uploaded, or"
                                + " the specified entity tag may not match the part's entity tag.")
                .with(Map.of("UploadId", upload, "PartNumber", Integer.toString(number)));
    }

    private static void refuseDisorder(List<Named> named) {
        if (named.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        int last = 0;
        for (Named each : named) {
            if (each.number() <= last) {
                throw new ServiceException(
                        ErrorCode.INVALID_PART_ORDER,
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            last = each.number();
        }
    }

    private static void refuseSmall(Blob part) {
        if (part.size() < PART_BYTES_MIN) {
            throw new ServiceException(
                            ErrorCode.ENTITY_TOO_SMALL, "Your proposed upload is smaller than the minimum allowed size")
                    .with(Map.of(
                            "ProposedSize", Long.toString(part.size()),
                            "MinSizeAllowed", Long.toString(PART_BYTES_MIN),
                            "PartNumber", Integer.toString(part.position()),
                            "ETag", part.md5()));
        }
    }

    // Not documented as a promise, but what every client that compares ETags expects.
    private static String etag(List<Blob> parts) {
        Checksum md5 = ChecksumAlgorithm.MD5.start();
        for (Blob part : parts) {
            update(md5, HexFormat.of().parseHex(part.md5()));
        }
        return Digests.hex(md5.base64()) + "-" + parts.size();
    }

    private static ObjectChecksum checksum(ChecksumPlan plan, List<Blob> parts) {
        ChecksumAlgorithm algorithm = plan.algorithm();
        String value = switch (plan.scope()) {
            case FULL_OBJECT -> CrcCombination.of(algorithm).combine(parts);
            case COMPOSITE -> composite(algorithm, parts) + "-" + parts.size();
        };
        return new ObjectChecksum(algorithm, plan.scope(), value);
    }

    private static String composite(ChecksumAlgorithm algorithm, List<Blob> parts) {
        Checksum checksum = algorithm.start();
        for (Blob part : parts) {
            update(checksum, Base64.getDecoder().decode(part.checksum()));
        }
        return checksum.base64();
    }

    private static void update(Checksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
    }
}
