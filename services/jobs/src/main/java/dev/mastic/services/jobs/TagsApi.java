package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetTagsResponse;
import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.TagResourceResponse;
import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceResponse;

/** Glue's operations on tags, for every type of resource that has them. */
public final class TagsApi {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:glue:(?<region>[a-z0-9-]+):(?<account>\\d{12}):(?<type>[A-Za-z]+)/(?<name>.+)");

    private final ResourceTags tags;
    private final Map<String, TaggedResource> types;

    TagsApi(ResourceTags tags, List<TaggedResource> types) {
        this.tags = tags;
        this.types = types.stream().collect(Collectors.toMap(TaggedResource::type, Function.identity()));
    }

    @OnResource("{ResourceArn}")
    public GetTagsResponse getTags(Caller caller, GetTagsRequest request) {
        requireResource(request.resourceArn());
        return GetTagsResponse.builder().tags(tags.of(request.resourceArn())).build();
    }

    @OnResource("{ResourceArn}")
    public TagResourceResponse tagResource(Caller caller, TagResourceRequest request) {
        requireResource(request.resourceArn());
        tags.add(request.resourceArn(), request.tagsToAdd());
        return TagResourceResponse.builder().build();
    }

    @OnResource("{ResourceArn}")
    public UntagResourceResponse untagResource(Caller caller, UntagResourceRequest request) {
        requireResource(request.resourceArn());
        tags.remove(request.resourceArn(), request.tagsToRemove());
        return UntagResourceResponse.builder().build();
    }

    private void requireResource(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new ServiceException(ErrorCode.INVALID_INPUT, "ResourceArn: %s (expected: an ARN of Glue)", arn);
        }
        TaggedResource type = types.get(parts.group("type"));
        if (type == null) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED,
                    "Tags of %s (supported: %s)",
                    parts.group("type"),
                    String.join(", ", types.keySet().stream().sorted().toList()));
        }
        if (!type.exists(parts.group("account"), parts.group("region"), parts.group("name"))) {
            throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Resource %s not found.", arn);
        }
    }
}
