package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** IAM: the long-term keys of users. */
public final class AccessKeyApi implements DescribesAccess {
    private final Identities identities;
    private final AccessKeys keys;
    private final IamAccess access;

    AccessKeyApi(Identities identities, AccessKeys keys, IamAccess access) {
        this.identities = identities;
        this.keys = keys;
        this.access = access;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return access.arn(caller, resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return access.conditions(request);
    }

    @OnResource("user/{UserName}")
    public CreateAccessKeyResponse createAccessKey(Caller caller, CreateAccessKeyRequest request) {
        Identity user = user(caller, request.userName());
        AccessKey key = keys.create(user);
        return CreateAccessKeyResponse.builder()
                .accessKey(shape -> shape.userName(user.name())
                        .accessKeyId(key.id())
                        .secretAccessKey(key.secret().value())
                        .status(key.status().wireName())
                        .createDate(key.createdAt()))
                .build();
    }

    @OnResource("user/{UserName}")
    public ListAccessKeysResponse listAccessKeys(Caller caller, ListAccessKeysRequest request) {
        Identity user = user(caller, request.userName());
        Page<AccessKey> page =
                Page.of(keys.of(user).stream(), Page.Request.of(request.marker(), request.maxItems()), AccessKey::id);
        List<AccessKeyMetadata> shapes = page.items().stream()
                .map(key -> AccessKeyMetadata.builder()
                        .userName(user.name())
                        .accessKeyId(key.id())
                        .status(key.status().wireName())
                        .createDate(key.createdAt())
                        .build())
                .toList();
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(shapes)
                .isTruncated(page.marker().isPresent())
                .marker(page.marker().orElse(null))
                .build();
    }

    @OnResource("user/{UserName}")
    public UpdateAccessKeyResponse updateAccessKey(Caller caller, UpdateAccessKeyRequest request) {
        keys.change(user(caller, request.userName()), request.accessKeyId(), status(request.status()));
        return UpdateAccessKeyResponse.builder().build();
    }

    @OnResource("user/{UserName}")
    public DeleteAccessKeyResponse deleteAccessKey(Caller caller, DeleteAccessKeyRequest request) {
        keys.delete(user(caller, request.userName()), request.accessKeyId());
        return DeleteAccessKeyResponse.builder().build();
    }

    private Identity user(Caller caller, @Nullable String userName) {
        return userName == null
                ? CallingUser.require(identities, caller)
                : identities.require(caller.accountId(), IdentityKind.USER, userName);
    }

    private static AccessKey.Status status(StatusType wanted) {
        return switch (wanted) {
            case ACTIVE -> AccessKey.Status.ACTIVE;
            case INACTIVE -> AccessKey.Status.INACTIVE;
            case EXPIRED, UNKNOWN_TO_SDK_VERSION ->
                throw Refusals.invalid("Status: " + wanted + " (supported: Active, Inactive)");
        };
    }
}
