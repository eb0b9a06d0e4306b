package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.StreamedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Objects: written, read, deleted. */
public final class ObjectsApi implements DescribesAccess {
    private static final String DELETE_ACTION = "s3:DeleteObject";
    private static final String PART_NUMBER = "PartNumber";
    private static final int DELETED_KEYS_MAX = 1_000;

    private final Lookup lookup;
    private final Layers layers;
    private final BlobStore blobs;
    private final ObjectWriter writer;
    private final Contents contents;
    private final Authorizer authorizer;
    private final Archives archives;

    ObjectsApi(
            Lookup lookup,
            Layers layers,
            BlobStore blobs,
            ObjectWriter writer,
            Contents contents,
            Authorizer authorizer,
            Archives archives) {
        this.lookup = lookup;
        this.layers = layers;
        this.blobs = blobs;
        this.writer = writer;
        this.contents = contents;
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

    @OnResource("{Bucket}/{Key}")
    public PutObjectResponse putObject(Caller caller, PutObjectRequest request, RequestBody body) {
        RefusedFeatures.refuse(request);
        Bucket bucket = lookup.bucket(caller, request);
        Description description = ObjectShapes.description(request);
        if (!description.tags().isEmpty()) {
            String arn = S3Access.arn(bucket.name() + "/" + request.key());
            authorizer.authorize(caller, new Access("s3:PutObjectTagging", arn, conditions(request)));
        }
        StoredObject object = writer.write(
                layers.of(caller),
                new ObjectWriter.Target(
                        bucket.name(), request.key(), description, ObjectShapes.writeCondition(request)),
                body,
                ChecksumShapes.claims(request));
        PutObjectResponse.Builder response = PutObjectResponse.builder()
                .eTag(EntityTags.quoted(object.content().etag()));
        ChecksumShapes.write(response, object.content().checksum());
        return response.build();
    }

    @OnResource("{Bucket}/{Key}")
    public StreamedResponse getObject(Caller caller, GetObjectRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        Contents.Held held = contents.hold(() -> lookup.object(caller, bucket, request.key()));
        try {
            archives.refuseRead(held.object());
            GetObjectResponse.Builder response = GetObjectResponse.builder();
            Slice slice = tell(response, request, held.object());
            return new StreamedResponse(response.build(), slice.length(), held.payload(slice));
        } catch (RuntimeException refusal) {
            held.close();
            throw refusal;
        }
    }

    @OnResource(value = "{Bucket}/{Key}", action = "s3:GetObject")
    public HeadObjectResponse headObject(Caller caller, HeadObjectRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        HeadObjectResponse.Builder response = HeadObjectResponse.builder();
        tell(response, request, lookup.object(caller, bucket, request.key()));
        return response.build();
    }

    @OnResource("{Bucket}/{Key}")
    public DeleteObjectResponse deleteObject(Caller caller, DeleteObjectRequest request) {
        refuseUnkept(request);
        Bucket bucket = lookup.bucket(caller, request);
        WriteCondition condition = new WriteCondition(Optional.ofNullable(request.ifMatch()), Optional.empty());
        layers.of(caller).remove(bucket.name(), request.key(), condition);
        return DeleteObjectResponse.builder().build();
    }

    /** Asks IAM about each key by itself: what may not be deleted is told in the answer, the rest is deleted. */
    @OnResource(
            value = {},
            action = DELETE_ACTION)
    public DeleteObjectsResponse deleteObjects(Caller caller, DeleteObjectsRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        List<ObjectIdentifier> wanted = request.delete().objects();
        if (wanted.isEmpty() || wanted.size() > DELETED_KEYS_MAX) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier each : wanted) {
            try {
                delete(caller, bucket, each);
                deleted.add(DeletedObject.builder()
                        .key(each.key())
                        .versionId(each.versionId())
                        .build());
            } catch (ServiceException refusal) {
                errors.add(error(each, refusal));
            }
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(quiet ? List.of() : deleted)
                .errors(errors)
                .build();
    }

    private void delete(Caller caller, Bucket bucket, ObjectIdentifier wanted) {
        authorizer.authorize(caller, new Access(DELETE_ACTION, S3Access.arn(bucket.name() + "/" + wanted.key())));
        Lookup.refuseLongKey(wanted.key());
        Optional.ofNullable(wanted.versionId()).ifPresent(Lookup::refuseVersion);
        WriteCondition condition = new WriteCondition(Optional.ofNullable(wanted.eTag()), Optional.empty());
        layers.of(caller).remove(bucket.name(), wanted.key(), condition);
    }

    private static S3Error error(ObjectIdentifier wanted, ServiceException refusal) {
        // The one refusal whose name on this wire is another than in the table: see WireError.
        String code = refusal.code() == ErrorCode.ACCESS_DENIED
                ? "AccessDenied"
                : refusal.code().wireName();
        return S3Error.builder()
                .key(wanted.key())
                .versionId(wanted.versionId())
                .code(code)
                .message(refusal.message())
                .build();
    }

    /** Judges the conditions of a read, fills in its answer's headers, and says which bytes it is about. */
    private Slice tell(SdkPojo response, SdkPojo request, StoredObject object) {
        ReadCondition.of(request).judgeRead(object);
        ObjectContent content = object.content();
        Slice slice = slice(request, content);
        ObjectShapes.describe(response, object);
        archives.restoration(object).ifPresent(told -> Members.set(response, "Restore", told));
        ObjectShapes.override(response, request);
        Members.set(response, "ContentLength", slice.length());
        slice.contentRange().ifPresent(range -> Members.set(response, "ContentRange", range));
        if (content.parts() > 0
                && Members.value(request, PART_NUMBER, Integer.class).isPresent()) {
            Members.set(response, "PartsCount", content.parts());
        }
        boolean checksumWanted =
                Members.text(request, "ChecksumMode").filter("ENABLED"::equals).isPresent();
        if (checksumWanted && slice.length() == content.size()) {
            ChecksumShapes.write(response, content.checksum());
        }
        return slice;
    }

    private Slice slice(SdkPojo request, ObjectContent content) {
        Optional<Integer> part = Members.value(request, PART_NUMBER, Integer.class);
        Optional<String> range = Members.text(request, "Range");
        if (part.isPresent() && range.isPresent()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "Cannot specify both Range header and partNumber query parameter");
        }
        if (part.isPresent()) {
            return Slice.ofPart(part.orElseThrow(), blobs.of(content.id()), content);
        }
        return range.map(header -> Slice.ofRange(header, content.size())).orElseGet(() -> Slice.whole(content.size()));
    }

    private static void refuseUnkept(DeleteObjectRequest request) {
        if (request.ifMatchLastModifiedTime() != null || request.ifMatchSize() != null) {
            throw Refusals.notImplemented("x-amz-if-match-last-modified-time, x-amz-if-match-size");
        }
    }
}
