package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Contents.Held;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.TaggingDirective;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** Copies inside the lake. A copy shares the data of its source: copying and renaming cost the same for any size. */
public final class CopyApi implements DescribesAccess {
    private static final String PUT_ACTION = "s3:PutObject";
    private static final String REDIRECT = "WebsiteRedirectLocation";
    private static final int TRIES_MAX = 100;

    private final Lookup lookup;
    private final Layers layers;
    private final UploadStore uploads;
    private final Contents contents;
    private final PartWriter parts;
    private final Authorizer authorizer;
    private final Archives archives;

    CopyApi(
            Lookup lookup,
            Layers layers,
            UploadStore uploads,
            Contents contents,
            PartWriter parts,
            Authorizer authorizer,
            Archives archives) {
        this.lookup = lookup;
        this.layers = layers;
        this.uploads = uploads;
        this.contents = contents;
        this.parts = parts;
        this.authorizer = authorizer;
        this.archives = archives;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource(value = "{DestinationBucket}/{DestinationKey}", action = PUT_ACTION)
    public CopyObjectResponse copyObject(Caller caller, CopyObjectRequest request) {
        RefusedFeatures.refuse(request);
        Bucket target = lookup.bucket(caller, request);
        CopySource named = CopySource.of(request);
        refuseNoChange(request, named);
        Bucket from = source(caller, named, request.expectedSourceBucketOwner());
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            StoredObject source = lookup.object(caller, from, named.key());
            ReadCondition.ofCopySource(request).judgeCopy(source);
            archives.refuseCopy(source);
            refuseLarge(source);
            StoredObject copy = new StoredObject(
                    target.name(),
                    request.destinationKey(),
                    content(caller, source, request),
                    description(caller, source, request),
                    parts.now());
            if (layers.of(caller).putCopy(copy, source, ObjectShapes.writeCondition(request))) {
                return response(copy);
            }
        }
        throw new ServiceException(ErrorCode.THROTTLED, "The source is being replaced too fast. Please try again.");
    }

    @OnResource(value = "{DestinationBucket}/{DestinationKey}", action = PUT_ACTION)
    public UploadPartCopyResponse uploadPartCopy(Caller caller, UploadPartCopyRequest request) {
        RefusedFeatures.refuse(request);
        Bucket bucket = lookup.bucket(caller, request);
        CopySource named = CopySource.of(request);
        Bucket from = source(caller, named, request.expectedSourceBucketOwner());
        Upload upload = uploads.find(bucket.name(), request.destinationKey(), request.uploadId())
                .orElseThrow(() -> Refusals.noSuchUpload(request.uploadId()));
        try (Held source = contents.hold(() -> lookup.object(caller, from, named.key()))) {
            ReadCondition.ofCopySource(request).judgeCopy(source.object());
            archives.refuseCopy(source.object());
            Slice slice = slice(request.copySourceRange(), source.object());
            Blob part = parts.copy(upload, request.partNumber(), source, slice);
            CopyPartResult.Builder result =
                    CopyPartResult.builder().eTag(EntityTags.quoted(part.md5())).lastModified(part.writtenAt());
            ChecksumShapes.write(result, upload.checksums().algorithm(), part.checksum());
            return UploadPartCopyResponse.builder()
                    .copyPartResult(result.build())
                    .build();
        }
    }

    private Bucket source(Caller caller, CopySource named, @Nullable String expectedOwner) {
        authorizer.authorize(caller, new Access("s3:GetObject", named.arn()));
        Bucket bucket = lookup.bucket(caller, named.bucket());
        if (expectedOwner != null && !expectedOwner.equals(bucket.accountId())) {
            throw Refusals.accessDenied();
        }
        return bucket;
    }

    private Description description(Caller caller, StoredObject source, CopyObjectRequest request) {
        Description wanted = ObjectShapes.description(request);
        Map<String, String> tags = tags(caller, source, request);
        if (request.metadataDirective() == MetadataDirective.REPLACE) {
            return wanted.withTags(tags);
        }
        // Everything is copied but what S3 says must be asked for again: the redirect, and the storage class.
        Map<String, String> headers = new HashMap<>(source.description().headers());
        headers.remove(REDIRECT);
        Optional.ofNullable(request.websiteRedirectLocation()).ifPresent(value -> headers.put(REDIRECT, value));
        return new Description(
                wanted.storageClass(), headers, source.description().metadata(), tags);
    }

    private Map<String, String> tags(Caller caller, StoredObject source, CopyObjectRequest request) {
        boolean replaced = request.taggingDirective() == TaggingDirective.REPLACE;
        Map<String, String> tags =
                replaced ? ObjectShapes.tags(request) : source.description().tags();
        if (!tags.isEmpty()) {
            if (!replaced) {
                String from = S3Access.arn(source.bucket() + "/" + source.key());
                authorizer.authorize(caller, new Access("s3:GetObjectTagging", from));
            }
            String to = S3Access.arn(request.destinationBucket() + "/" + request.destinationKey());
            authorizer.authorize(caller, new Access("s3:PutObjectTagging", to, conditions(request)));
        }
        return tags;
    }

    /** The source's content, with another checksum when one is asked for. */
    private ObjectContent content(Caller caller, StoredObject source, CopyObjectRequest request) {
        ObjectContent content = source.content();
        Optional<ChecksumAlgorithm> wanted = ChecksumShapes.algorithm(request, "ChecksumAlgorithm")
                .filter(algorithm -> algorithm != content.checksum().algorithm());
        return wanted.map(algorithm -> content.with(
                        new ObjectChecksum(algorithm, ChecksumScope.FULL_OBJECT, compute(caller, source, algorithm))))
                .orElse(content);
    }

    // When the source is replaced meanwhile this is the checksum of something else; then the copy is tried again.
    private String compute(Caller caller, StoredObject source, ChecksumAlgorithm algorithm) {
        Digests digests = new Digests(Set.of(algorithm));
        Bucket bucket = lookup.bucket(caller, source.bucket());
        try (Held held = contents.hold(() -> lookup.object(caller, bucket, source.key()))) {
            long size = held.object().content().size();
            held.copyTo(new DigestedOutput(digests, OutputStream.nullOutputStream()), Slice.whole(size));
            return digests.finish(size).value(algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Slice slice(@Nullable String range, StoredObject source) {
        long size = source.content().size();
        if (range == null) {
            return Slice.whole(size);
        }
        Slice slice = Slice.ofRange(range, size);
        if (slice.contentRange().isEmpty()) {
            throw Refusals.invalidArgument(
                    "x-amz-copy-source-range",
                    range,
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the"
                            + " zero-based offsets of the first and last bytes to copy");
        }
        return slice;
    }

    private static void refuseNoChange(CopyObjectRequest request, CopySource source) {
        boolean same = source.bucket().equals(request.destinationBucket())
                && source.key().equals(request.destinationKey());
        boolean changes = request.metadataDirective() == MetadataDirective.REPLACE
                || request.taggingDirective() == TaggingDirective.REPLACE
                || request.storageClass() != null
                || request.websiteRedirectLocation() != null
                || request.checksumAlgorithm() != null;
        if (same && !changes) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "This copy request is illegal because it is trying to copy an object to itself without changing the"
                            + " object's metadata, storage class, website redirect location or encryption attributes.");
        }
    }

    private static void refuseLarge(StoredObject source) {
        if (source.content().size() > Intake.BYTES_MAX) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The specified copy source is larger than the maximum allowable size for a copy source: %d",
                    Intake.BYTES_MAX);
        }
    }

    private static CopyObjectResponse response(StoredObject copy) {
        CopyObjectResult.Builder result = CopyObjectResult.builder()
                .eTag(EntityTags.quoted(copy.content().etag()))
                .lastModified(copy.modifiedAt());
        ChecksumShapes.write(result, copy.content().checksum());
        return CopyObjectResponse.builder().copyObjectResult(result.build()).build();
    }
}
