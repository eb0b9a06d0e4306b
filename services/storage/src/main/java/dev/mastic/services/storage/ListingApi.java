package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings of a bucket's objects, of both versions. */
public final class ListingApi implements DescribesAccess {
    private static final int PAGE_KEYS_MAX = 1_000;

    private final Lookup lookup;
    private final Layers layers;

    ListingApi(Lookup lookup, Layers layers) {
        this.lookup = lookup;
        this.layers = layers;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource(value = "{Bucket}", action = "s3:ListBucket")
    public ListObjectsV2Response listObjectsV2(Caller caller, ListObjectsV2Request request) {
        Bucket bucket = lookup.bucket(caller, request);
        UnaryOperator<String> text = ListingShapes.encoding(request);
        String token = request.continuationToken();
        String after = token == null
                ? orEmpty(request.startAfter())
                : PageToken.key(token, 1, ErrorCode.INVALID_ARGUMENT).get(0);
        int limit = ListingShapes.limit(request.maxKeys(), "max-keys", PAGE_KEYS_MAX);
        Listing<StoredObject> page = list(caller, bucket, request, after, limit);
        Owner owner = Boolean.TRUE.equals(request.fetchOwner()) ? ListingShapes.owner(bucket) : null;
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(text.apply(orEmpty(request.prefix())))
                .delimiter(encoded(request.delimiter(), text))
                .startAfter(encoded(request.startAfter(), text))
                .encodingType(request.encodingType())
                .continuationToken(token)
                .maxKeys(limit)
                .keyCount(page.size())
                .isTruncated(page.next().isPresent())
                .nextContinuationToken(page.next().map(PageToken::of).orElse(null))
                .contents(contents(page, owner, text))
                .commonPrefixes(ListingShapes.commonPrefixes(page, text))
                .build();
    }

    @OnResource(value = "{Bucket}", action = "s3:ListBucket")
    public ListObjectsResponse listObjects(Caller caller, ListObjectsRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        UnaryOperator<String> text = ListingShapes.encoding(request);
        int limit = ListingShapes.limit(request.maxKeys(), "max-keys", PAGE_KEYS_MAX);
        Listing<StoredObject> page = list(caller, bucket, request, orEmpty(request.marker()), limit);
        // Without a delimiter the last key of the page is the next marker, and S3 leaves it to the client to see that.
        boolean saysNext = request.delimiter() != null;
        return ListObjectsResponse.builder()
                .name(bucket.name())
                .prefix(text.apply(orEmpty(request.prefix())))
                .delimiter(encoded(request.delimiter(), text))
                .marker(text.apply(orEmpty(request.marker())))
                .encodingType(request.encodingType())
                .maxKeys(limit)
                .isTruncated(page.next().isPresent())
                .nextMarker(page.next().filter(key -> saysNext).map(text).orElse(null))
                .contents(contents(page, ListingShapes.owner(bucket), text))
                .commonPrefixes(ListingShapes.commonPrefixes(page, text))
                .build();
    }

    private Listing<StoredObject> list(Caller caller, Bucket bucket, SdkPojo request, String after, int limit) {
        return limit == 0
                ? new Listing<>(List.of(), List.of(), Optional.empty())
                : layers.of(caller)
                        .list(
                                bucket.name(),
                                new ListingQuery(
                                        Members.text(request, "Prefix").orElse(""),
                                        Members.text(request, "Delimiter").orElse(""),
                                        after,
                                        limit));
    }

    private static List<S3Object> contents(
            Listing<StoredObject> page, @Nullable Owner owner, UnaryOperator<String> text) {
        return page.items().stream()
                .map(object -> S3Object.builder()
                        .key(text.apply(object.key()))
                        .lastModified(object.modifiedAt())
                        .eTag(EntityTags.quoted(object.content().etag()))
                        .checksumAlgorithmWithStrings(
                                object.content().checksum().algorithm().name())
                        .checksumType(object.content().checksum().scope().name())
                        .size(object.content().size())
                        .storageClass(object.description().storageClass())
                        .owner(owner)
                        .build())
                .toList();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String encoded(@Nullable String value, UnaryOperator<String> text) {
        return value == null ? null : text.apply(value);
    }
}
