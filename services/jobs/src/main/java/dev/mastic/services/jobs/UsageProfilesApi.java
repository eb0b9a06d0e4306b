package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.services.jobs.JdbcDocumentStore.Document;
import dev.mastic.store.Database;
import java.util.List;
import software.amazon.awssdk.services.glue.model.CreateUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.CreateUsageProfileResponse;
import software.amazon.awssdk.services.glue.model.DeleteUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.DeleteUsageProfileResponse;
import software.amazon.awssdk.services.glue.model.GetUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.GetUsageProfileResponse;
import software.amazon.awssdk.services.glue.model.ListUsageProfilesRequest;
import software.amazon.awssdk.services.glue.model.ListUsageProfilesResponse;
import software.amazon.awssdk.services.glue.model.UpdateUsageProfileRequest;
import software.amazon.awssdk.services.glue.model.UpdateUsageProfileResponse;
import software.amazon.awssdk.services.glue.model.UsageProfileDefinition;

/** Glue's operations on usage profiles. */
public final class UsageProfilesApi {
    private final JdbcDocumentStore profiles;
    private final ResourceTags tags;
    private final Database database;

    UsageProfilesApi(JdbcDocumentStore profiles, ResourceTags tags, Database database) {
        this.profiles = profiles;
        this.tags = tags;
        this.database = database;
    }

    @OnResource("usageProfile/{Name}")
    public CreateUsageProfileResponse createUsageProfile(Caller caller, CreateUsageProfileRequest request) {
        ProfileShapes.check(request.configuration());
        String text = ShapeText.write(GetUsageProfileResponse.builder()
                .description(request.description())
                .configuration(request.configuration())
                .build());
        database.atomically(() -> {
            if (profiles.add(caller, request.name(), text).isEmpty()) {
                throw new ServiceException(
                        ErrorCode.ALREADY_EXISTS, "Usage profile %s already exists.", request.name());
            }
            tags.add(arn(caller, request.name()), request.tags());
            return true;
        });
        return CreateUsageProfileResponse.builder().name(request.name()).build();
    }

    @OnResource("usageProfile/{Name}")
    public GetUsageProfileResponse getUsageProfile(Caller caller, GetUsageProfileRequest request) {
        Document found = profiles.find(caller.accountId(), caller.region(), request.name())
                .orElseThrow(() -> notFound(request.name()));
        return shape(found);
    }

    /** Replaces the whole profile. */
    @OnResource("usageProfile/{Name}")
    public UpdateUsageProfileResponse updateUsageProfile(Caller caller, UpdateUsageProfileRequest request) {
        ProfileShapes.check(request.configuration());
        String text = ShapeText.write(GetUsageProfileResponse.builder()
                .description(request.description())
                .configuration(request.configuration())
                .build());
        if (!profiles.replace(caller, request.name(), text)) {
            throw notFound(request.name());
        }
        return UpdateUsageProfileResponse.builder().name(request.name()).build();
    }

    @OnResource("*")
    public ListUsageProfilesResponse listUsageProfiles(Caller caller, ListUsageProfilesRequest request) {
        int max = Requests.pageSize(request.maxResults());
        List<Document> found = profiles.list(caller, Requests.afterName(request.nextToken()), max + 1);
        return ListUsageProfilesResponse.builder()
                .profiles(found.stream()
                        .limit(max)
                        .map(UsageProfilesApi::definition)
                        .toList())
                .nextToken(Requests.nameToken(found.stream().map(Document::name).toList(), max))
                .build();
    }

    /** Deleting what is not there is no error: the operation declares none for it. */
    @OnResource("usageProfile/{Name}")
    public DeleteUsageProfileResponse deleteUsageProfile(Caller caller, DeleteUsageProfileRequest request) {
        database.atomically(() -> {
            tags.forget(arn(caller, request.name()));
            return profiles.remove(caller, request.name());
        });
        return DeleteUsageProfileResponse.builder().build();
    }

    private static GetUsageProfileResponse shape(Document found) {
        return ShapeText.read(found.text(), GetUsageProfileResponse.class).toBuilder()
                .name(found.name())
                .createdOn(found.createdOn())
                .lastModifiedOn(found.modifiedOn())
                .build();
    }

    private static UsageProfileDefinition definition(Document found) {
        return UsageProfileDefinition.builder()
                .name(found.name())
                .description(shape(found).description())
                .createdOn(found.createdOn())
                .lastModifiedOn(found.modifiedOn())
                .build();
    }

    private static ServiceException notFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Usage profile %s not found.", name);
    }

    private static String arn(Caller caller, String name) {
        return caller.arn("glue", "usageProfile/" + name);
    }
}
