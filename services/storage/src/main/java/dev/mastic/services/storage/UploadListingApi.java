package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import dev.mastic.services.storage.Upload.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.Initiator;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Listings of multipart uploads under way and of their parts. */
public final class UploadListingApi implements DescribesAccess {
    private static final int PAGE_UPLOADS_MAX = 1_000;
    private static final int PAGE_PARTS_MAX = 1_000;

    private final Lookup lookup;
    private final UploadStore uploads;

    UploadListingApi(Lookup lookup, UploadStore uploads) {
        this.lookup = lookup;
        this.uploads = uploads;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource(value = "{Bucket}/{Key}", action = "s3:ListMultipartUploadParts")
    public ListPartsResponse listParts(Caller caller, ListPartsRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        Upload upload = uploads.find(bucket.name(), request.key(), request.uploadId())
                .orElseThrow(() -> Refusals.noSuchUpload(request.uploadId()));
        int marker = Optional.ofNullable(request.partNumberMarker()).orElse(0);
        int limit = ListingShapes.limit(request.maxParts(), "max-parts", PAGE_PARTS_MAX);
        List<Blob> found = uploads.parts(upload.id(), marker, limit + 1);
        List<Blob> page = found.subList(0, Math.min(limit, found.size()));
        boolean more = limit > 0 && found.size() > limit;
        ListPartsResponse.Builder response = ListPartsResponse.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumberMarker(marker)
                .nextPartNumberMarker(
                        page.isEmpty() ? null : page.get(page.size() - 1).position())
                .maxParts(limit)
                .isTruncated(more)
                .parts(page.stream().map(part -> shape(upload, part)).toList())
                .initiator(initiator(upload))
                .owner(ListingShapes.owner(bucket))
                .storageClass(upload.description().storageClass());
        if (upload.checksums().origin() == Origin.CLIENT) {
            response.checksumAlgorithm(upload.checksums().algorithm().name())
                    .checksumType(upload.checksums().scope().name());
        }
        return response.build();
    }

    @OnResource(value = "{Bucket}", action = "s3:ListBucketMultipartUploads")
    public ListMultipartUploadsResponse listMultipartUploads(Caller caller, ListMultipartUploadsRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        UnaryOperator<String> text = ListingShapes.encoding(request);
        int limit = ListingShapes.limit(request.maxUploads(), "max-uploads", PAGE_UPLOADS_MAX);
        String keyMarker = Optional.ofNullable(request.keyMarker()).orElse("");
        // Without a key the marker of an upload means nothing.
        String idMarker = keyMarker.isEmpty()
                ? ""
                : Optional.ofNullable(request.uploadIdMarker()).orElse("");
        Listing<Upload> page = limit == 0
                ? new Listing<>(List.of(), List.of(), Optional.empty())
                : uploads.list(
                        bucket.name(),
                        new ListingQuery(
                                Optional.ofNullable(request.prefix()).orElse(""),
                                Optional.ofNullable(request.delimiter()).orElse(""),
                                keyMarker,
                                idMarker,
                                limit),
                        caller.principal().transaction());
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .prefix(Optional.ofNullable(request.prefix()).map(text).orElse(null))
                .delimiter(Optional.ofNullable(request.delimiter()).map(text).orElse(null))
                .keyMarker(text.apply(keyMarker))
                .uploadIdMarker(idMarker)
                .encodingType(request.encodingType())
                .maxUploads(limit)
                .isTruncated(page.next().isPresent())
                .nextKeyMarker(page.next().map(text).orElse(null))
                .nextUploadIdMarker(nextId(page))
                .uploads(page.items().stream()
                        .map(upload -> shape(bucket, upload, text))
                        .toList())
                .commonPrefixes(ListingShapes.commonPrefixes(page, text))
                .build();
    }

    /** The id of the upload that a page ends with; none when it ends with a folded prefix. */
    private static String nextId(Listing<Upload> page) {
        return page.next()
                .filter(key -> !page.items().isEmpty())
                .map(key -> page.items().get(page.items().size() - 1))
                .filter(last -> last.key().equals(page.next().orElse("")))
                .map(Upload::id)
                .orElse("");
    }

    private static MultipartUpload shape(Bucket bucket, Upload upload, UnaryOperator<String> text) {
        return MultipartUpload.builder()
                .key(text.apply(upload.key()))
                .uploadId(upload.id())
                .initiated(upload.initiatedAt())
                .storageClass(upload.description().storageClass())
                .owner(ListingShapes.owner(bucket))
                .initiator(initiator(upload))
                .checksumAlgorithm(upload.checksums().algorithm().name())
                .checksumType(upload.checksums().scope().name())
                .build();
    }

    private static Part shape(Upload upload, Blob part) {
        Part.Builder shape = Part.builder()
                .partNumber(part.position())
                .eTag(EntityTags.quoted(part.md5()))
                .size(part.size())
                .lastModified(part.writtenAt());
        ChecksumShapes.write(shape, upload.checksums().algorithm(), part.checksum());
        return shape.build();
    }

    private static Initiator initiator(Upload upload) {
        return Initiator.builder().id(upload.initiator()).build();
    }
}
