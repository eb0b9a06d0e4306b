package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.ObjectPart;

/** What is known of an object besides its data. */
public final class AttributesApi implements DescribesAccess {
    private static final int PAGE_PARTS_MAX = 1_000;

    private final Lookup lookup;
    private final BlobStore blobs;
    private final Authorizer authorizer;

    AttributesApi(Lookup lookup, BlobStore blobs, Authorizer authorizer) {
        this.lookup = lookup;
        this.blobs = blobs;
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

    @OnResource("{Bucket}/{Key}")
    public GetObjectAttributesResponse getObjectAttributes(Caller caller, GetObjectAttributesRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        authorizer.authorize(caller, new Access("s3:GetObject", S3Access.arn(bucket.name() + "/" + request.key())));
        StoredObject object = lookup.object(caller, bucket, request.key());
        ObjectContent content = object.content();
        GetObjectAttributesResponse.Builder response =
                GetObjectAttributesResponse.builder().lastModified(object.modifiedAt());
        for (String attribute : request.objectAttributesAsStrings()) {
            switch (attribute) {
                case "ETag" -> response.eTag(content.etag());
                case "Checksum" -> response.checksum(checksum(content));
                case "ObjectParts" -> response.objectParts(parts(content, request));
                case "StorageClass" ->
                    response.storageClass(object.description().storageClass());
                case "ObjectSize" -> response.objectSize(content.size());
                default ->
                    throw Refusals.invalidArgument(
                            "x-amz-object-attributes", attribute, "Invalid attribute name specified.");
            }
        }
        return response.build();
    }

    @OnResource("{Bucket}/{Key}")
    public GetObjectAclResponse getObjectAcl(Caller caller, GetObjectAclRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        lookup.object(caller, bucket, request.key());
        return GetObjectAclResponse.builder()
                .owner(ListingShapes.owner(bucket))
                .grants(ListingShapes.ownersGrant(bucket))
                .build();
    }

    private static Checksum checksum(ObjectContent content) {
        Checksum.Builder checksum = Checksum.builder();
        ChecksumShapes.write(checksum, content.checksum());
        return checksum.build();
    }

    private @Nullable GetObjectAttributesParts parts(ObjectContent content, GetObjectAttributesRequest request) {
        if (content.parts() == 0) {
            return null;
        }
        int marker = Optional.ofNullable(request.partNumberMarker()).orElse(0);
        int limit = ListingShapes.limit(request.maxParts(), "x-amz-max-parts", PAGE_PARTS_MAX);
        List<Blob> later = blobs.of(content.id()).stream()
                .filter(part -> part.position() > marker)
                .toList();
        List<Blob> page = later.subList(0, Math.min(limit, later.size()));
        return GetObjectAttributesParts.builder()
                .totalPartsCount(content.parts())
                .partNumberMarker(marker)
                .maxParts(limit)
                .isTruncated(later.size() > page.size())
                .nextPartNumberMarker(
                        page.isEmpty() ? marker : page.get(page.size() - 1).position())
                .parts(page.stream().map(part -> shape(content, part)).toList())
                .build();
    }

    private static ObjectPart shape(ObjectContent content, Blob part) {
        ObjectPart.Builder shape =
                ObjectPart.builder().partNumber(part.position()).size(part.size());
        ChecksumShapes.write(shape, content.checksum().algorithm(), part.checksum());
        return shape.build();
    }
}
