package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Completion.Named;
import dev.mastic.services.storage.Upload.ChecksumPlan;
import dev.mastic.services.storage.Upload.Origin;
import dev.mastic.store.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Objects uploaded in parts. */
public final class MultipartApi implements DescribesAccess {
    private static final String PUT_ACTION = "s3:PutObject";
    private static final int UPLOAD_ID_DIGITS = 64;

    private final Lookup lookup;
    private final Layers layers;
    private final UploadStore uploads;
    private final PartWriter writer;
    private final Ids ids;
    private final Authorizer authorizer;

    MultipartApi(Lookup lookup, Layers layers, UploadStore uploads, PartWriter writer, Ids ids, Authorizer authorizer) {
        this.lookup = lookup;
        this.layers = layers;
        this.uploads = uploads;
        this.writer = writer;
        this.ids = ids;
        this.authorizer = authorizer;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource(value = "{Bucket}/{Key}", action = PUT_ACTION)
    public CreateMultipartUploadResponse createMultipartUpload(Caller caller, CreateMultipartUploadRequest request) {
        RefusedFeatures.refuse(request);
        Bucket bucket = lookup.bucket(caller, request);
        Description description = ObjectShapes.description(request);
        if (!description.tags().isEmpty()) {
            String arn = S3Access.arn(bucket.name() + "/" + request.key());
            authorizer.authorize(caller, new Access("s3:PutObjectTagging", arn, conditions(request)));
        }
        Upload upload = new Upload(
                bucket.name(),
                request.key(),
                ids.hex(UPLOAD_ID_DIGITS),
                writer.now(),
                caller.principal().arn(),
                plan(request),
                description,
                caller.principal().transaction());
        uploads.add(upload);
        CreateMultipartUploadResponse.Builder response = CreateMultipartUploadResponse.builder()
                .bucket(upload.bucket())
                .key(upload.key())
                .uploadId(upload.id());
        if (upload.checksums().origin() == Origin.CLIENT) {
            response.checksumAlgorithm(upload.checksums().algorithm().name())
                    .checksumType(upload.checksums().scope().name());
        }
        return response.build();
    }

    @OnResource(value = "{Bucket}/{Key}", action = PUT_ACTION)
    public UploadPartResponse uploadPart(Caller caller, UploadPartRequest request, RequestBody body) {
        RefusedFeatures.refuse(request);
        lookup.bucket(caller, request);
        Upload upload = find(request.bucket(), request.key(), request.uploadId());
        Claims claims = ChecksumShapes.claims(request);
        refuseOtherChecksum(upload.checksums(), claims);
        Blob part = writer.write(upload, request.partNumber(), body, claims);
        UploadPartResponse.Builder response = UploadPartResponse.builder().eTag(EntityTags.quoted(part.md5()));
        ChecksumShapes.write(response, upload.checksums().algorithm(), part.checksum());
        return response.build();
    }

    @OnResource(value = "{Bucket}/{Key}", action = PUT_ACTION)
    public CompleteMultipartUploadResponse completeMultipartUpload(
            Caller caller, CompleteMultipartUploadRequest request) {
        RefusedFeatures.refuse(request);
        Bucket bucket = lookup.bucket(caller, request);
        Optional<Upload> upload = uploads.find(bucket.name(), request.key(), request.uploadId());
        StoredObject object =
                upload.map(found -> complete(caller, found, request)).orElseGet(() -> completed(caller, request));
        CompleteMultipartUploadResponse.Builder response = CompleteMultipartUploadResponse.builder()
                .location("/" + object.bucket() + "/" + object.key())
                .bucket(object.bucket())
                .key(object.key())
                .eTag(EntityTags.quoted(object.content().etag()));
        ChecksumShapes.write(response, object.content().checksum());
        return response.build();
    }

    @OnResource("{Bucket}/{Key}")
    public AbortMultipartUploadResponse abortMultipartUpload(Caller caller, AbortMultipartUploadRequest request) {
        if (request.ifMatchInitiatedTime() != null) {
            throw Refusals.notImplemented("x-amz-if-match-initiated-time");
        }
        Bucket bucket = lookup.bucket(caller, request);
        if (!uploads.abort(bucket.name(), request.key(), request.uploadId())) {
            throw Refusals.noSuchUpload(request.uploadId());
        }
        return AbortMultipartUploadResponse.builder().build();
    }

    private Upload find(String bucket, String key, String id) {
        return uploads.find(bucket, key, id).orElseThrow(() -> Refusals.noSuchUpload(id));
    }

    private StoredObject complete(Caller caller, Upload upload, CompleteMultipartUploadRequest request) {
        List<CompletedPart> shapes = request.multipartUpload() == null
                ? List.of()
                : request.multipartUpload().parts();
        List<Named> named = shapes.stream().map(part -> named(upload, part)).toList();
        List<Blob> uploaded = uploads.parts(upload.id(), 0, PartWriter.PARTS_MAX);
        List<Blob> used = Completion.choose(upload, uploaded, named);
        ObjectContent content = Completion.content(upload, used);
        verify(content, request);
        StoredObject object =
                new StoredObject(upload.bucket(), upload.key(), content, upload.description(), writer.now());
        uploads.complete(upload, object, used, ObjectShapes.writeCondition(request), layers.of(caller));
        return object;
    }

    /** The object that an upload was completed to already: a client that lost the answer asks again. */
    private StoredObject completed(Caller caller, CompleteMultipartUploadRequest request) {
        return layers.of(caller)
                .find(request.bucket(), request.key())
                .filter(object -> object.content().id().equals(request.uploadId()))
                .orElseThrow(() -> Refusals.noSuchUpload(request.uploadId()));
    }

    private static Named named(Upload upload, CompletedPart part) {
        if (part.partNumber() == null || part.eTag() == null) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        String checksum = ChecksumShapes.values(part).get(upload.checksums().algorithm());
        return new Named(part.partNumber(), part.eTag(), Optional.ofNullable(checksum));
    }

    private static void verify(ObjectContent content, CompleteMultipartUploadRequest request) {
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != content.size()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The provided 'x-amz-mp-object-size' header value %d does not match what was computed: %d",
                    request.mpuObjectSize(),
                    content.size());
        }
        ObjectChecksum actual = content.checksum();
        ChecksumShapes.scope(request).filter(scope -> scope != actual.scope()).ifPresent(scope -> {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The upload was created using the %s checksum mode. The complete request must use the same checksum"
                            + " mode.",
                    actual.scope().name());
        });
        ChecksumShapes.values(request).forEach((algorithm, claimed) -> {
            if (algorithm != actual.algorithm()) {
                throw otherAlgorithm(actual.algorithm(), algorithm);
            }
            String withoutCount = actual.value().replaceFirst("-\\d+$", "");
            if (!claimed.equals(actual.value()) && !claimed.equals(withoutCount)) {
                throw Claims.mismatch(algorithm);
            }
        });
    }

    private static ChecksumPlan plan(CreateMultipartUploadRequest request) {
        Optional<ChecksumAlgorithm> chosen = ChecksumShapes.algorithm(request, "ChecksumAlgorithm");
        ChecksumAlgorithm algorithm = chosen.orElse(ChecksumShapes.DEFAULT);
        ChecksumScope usual =
                algorithm == ChecksumAlgorithm.CRC64NVME ? ChecksumScope.FULL_OBJECT : ChecksumScope.COMPOSITE;
        ChecksumScope scope = ChecksumShapes.scope(request).orElse(usual);
        boolean possible = scope == ChecksumScope.FULL_OBJECT
                ? CrcCombination.knows(algorithm)
                : algorithm != ChecksumAlgorithm.CRC64NVME;
        if (!possible) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The %s checksum type cannot be used with the %s checksum algorithm.",
                    scope.name(),
                    algorithm.name().toLowerCase(Locale.ROOT));
        }
        return new ChecksumPlan(algorithm, scope, chosen.isPresent() ? Origin.CLIENT : Origin.DEFAULT);
    }

    private static void refuseOtherChecksum(ChecksumPlan plan, Claims claims) {
        claims.algorithm()
                .filter(algorithm -> plan.origin() == Origin.CLIENT && algorithm != plan.algorithm())
                .ifPresent(algorithm -> {
                    throw otherAlgorithm(plan.algorithm(), algorithm);
                });
    }

    private static ServiceException otherAlgorithm(ChecksumAlgorithm expected, ChecksumAlgorithm actual) {
        return new ServiceException(
                ErrorCode.INVALID_REQUEST,
                "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s",
                expected.name().toLowerCase(Locale.ROOT),
                actual.name().toLowerCase(Locale.ROOT));
    }
}
