package dev.mastic.services.logs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.GroupNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/** Log groups: their life, their retention, their tags. */
public final class LogGroupsApi implements LogAccess {
    private static final int PAGE_ITEMS_MAX = 50;

    /** The only numbers of days that CloudWatch Logs accepts (PutRetentionPolicy, API reference). */
    private static final List<Integer> RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final LogStore store;
    private final Logs logs;
    private final Clock clock;

    LogGroupsApi(LogStore store, Logs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public CreateLogGroupResponse createLogGroup(Caller caller, CreateLogGroupRequest request) {
        if (request.kmsKeyId() != null) {
            throw notImplemented("kmsKeyId (encryption of log groups)");
        }
        if (request.logGroupClass() != null && request.logGroupClass() != LogGroupClass.STANDARD) {
            throw notImplemented("logGroupClass " + request.logGroupClassAsString());
        }
        Map<String, String> tags = request.hasTags() ? request.tags() : Map.of();
        if (!store.createGroup(caller.accountId(), caller.region(), request.logGroupName(), clock.instant(), tags)) {
            throw new ServiceException(ErrorCode.RESOURCE_ALREADY_EXISTS, "The specified log group already exists");
        }
        return CreateLogGroupResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public DeleteLogGroupResponse deleteLogGroup(Caller caller, DeleteLogGroupRequest request) {
        if (!store.deleteGroup(caller.accountId(), caller.region(), request.logGroupName())) {
            throw Logs.groupNotFound();
        }
        return DeleteLogGroupResponse.builder().build();
    }

    @OnResource("log-group::log-stream:")
    public DescribeLogGroupsResponse describeLogGroups(Caller caller, DescribeLogGroupsRequest request) {
        if (Boolean.TRUE.equals(request.includeLinkedAccounts())) {
            throw notImplemented("includeLinkedAccounts");
        }
        if (request.hasLogGroupIdentifiers()) {
            throw notImplemented("logGroupIdentifiers");
        }
        int limit = request.limit() == null ? PAGE_ITEMS_MAX : request.limit();
        String after = request.nextToken() == null
                ? ""
                : PageToken.key(request.nextToken(), 1, ErrorCode.INVALID_PARAMETER)
                        .get(0);
        List<LogGroup> found = store.groups(caller.accountId(), caller.region(), names(request), after, limit + 1);
        boolean more = found.size() > limit;
        List<LogGroup> page = more ? found.subList(0, limit) : found;
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.stream()
                        .map(group -> LogShapes.group(group, store.storedBytes(group)))
                        .toList())
                .nextToken(more ? PageToken.of(page.get(limit - 1).name()) : null)
                .build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public PutRetentionPolicyResponse putRetentionPolicy(Caller caller, PutRetentionPolicyRequest request) {
        if (!RETENTION_DAYS.contains(request.retentionInDays())) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "retentionInDays: %d (expected: one of %s)",
                    request.retentionInDays(),
                    RETENTION_DAYS);
        }
        store.retain(logs.group(caller, request.logGroupName()), OptionalInt.of(request.retentionInDays()));
        return PutRetentionPolicyResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public DeleteRetentionPolicyResponse deleteRetentionPolicy(Caller caller, DeleteRetentionPolicyRequest request) {
        store.retain(logs.group(caller, request.logGroupName()), OptionalInt.empty());
        return DeleteRetentionPolicyResponse.builder().build();
    }

    @OnResource("{ResourceArn}")
    public TagResourceResponse tagResource(Caller caller, TagResourceRequest request) {
        store.tag(tagged(caller, request.resourceArn()), request.tags());
        return TagResourceResponse.builder().build();
    }

    @OnResource("{ResourceArn}")
    public UntagResourceResponse untagResource(Caller caller, UntagResourceRequest request) {
        store.untag(tagged(caller, request.resourceArn()), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    @OnResource("{ResourceArn}")
    public ListTagsForResourceResponse listTagsForResource(Caller caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(store.tags(tagged(caller, request.resourceArn())))
                .build();
    }

    // The three operations on tags that came before those on ARNs; Terraform and older clients call them.

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public TagLogGroupResponse tagLogGroup(Caller caller, TagLogGroupRequest request) {
        store.tag(logs.group(caller, request.logGroupName()), request.tags());
        return TagLogGroupResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public UntagLogGroupResponse untagLogGroup(Caller caller, UntagLogGroupRequest request) {
        store.untag(logs.group(caller, request.logGroupName()), request.tags());
        return UntagLogGroupResponse.builder().build();
    }

    @OnResource("log-group:{LogGroupName}:log-stream:")
    public ListTagsLogGroupResponse listTagsLogGroup(Caller caller, ListTagsLogGroupRequest request) {
        return ListTagsLogGroupResponse.builder()
                .tags(store.tags(logs.group(caller, request.logGroupName())))
                .build();
    }

    private static GroupNames names(DescribeLogGroupsRequest request) {
        String prefix = request.logGroupNamePrefix();
        String part = request.logGroupNamePattern();
        if (prefix != null && part != null) {
            throw new ServiceException(
                    ErrorCode.INVALID_PARAMETER,
                    "logGroupNamePrefix and logGroupNamePattern cannot be given together.");
        }
        return new GroupNames(prefix == null ? "" : prefix, part == null ? "" : part);
    }

    private LogGroup tagged(Caller caller, @Nullable String arn) {
        return logs.identified(caller, arn);
    }

    private static ServiceException notImplemented(String what) {
        return ServiceException.notImplemented(what);
    }
}
