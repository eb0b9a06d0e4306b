package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.services.jobs.JdbcDocumentStore.Document;
import java.util.List;
import software.amazon.awssdk.services.glue.model.CreateSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.CreateSecurityConfigurationResponse;
import software.amazon.awssdk.services.glue.model.DeleteSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.DeleteSecurityConfigurationResponse;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationResponse;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationsRequest;
import software.amazon.awssdk.services.glue.model.GetSecurityConfigurationsResponse;
import software.amazon.awssdk.services.glue.model.SecurityConfiguration;

/** Glue's operations on security configurations. They cannot be changed, only made and deleted. */
public final class SecurityConfigurationsApi {
    private final JdbcDocumentStore documents;

    SecurityConfigurationsApi(JdbcDocumentStore documents) {
        this.documents = documents;
    }

    @OnResource("*")
    public CreateSecurityConfigurationResponse createSecurityConfiguration(
            Caller caller, CreateSecurityConfigurationRequest request) {
        EncryptionShapes.check(request.encryptionConfiguration());
        String text = ShapeText.write(SecurityConfiguration.builder()
                .encryptionConfiguration(request.encryptionConfiguration())
                .build());
        Document made = documents
                .add(caller, request.name(), text)
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.ALREADY_EXISTS, "Security configuration %s already exists.", request.name()));
        return CreateSecurityConfigurationResponse.builder()
                .name(made.name())
                .createdTimestamp(made.createdOn())
                .build();
    }

    @OnResource("*")
    public GetSecurityConfigurationResponse getSecurityConfiguration(
            Caller caller, GetSecurityConfigurationRequest request) {
        return documents
                .find(caller.accountId(), caller.region(), request.name())
                .map(found -> GetSecurityConfigurationResponse.builder()
                        .securityConfiguration(EncryptionShapes.shape(found))
                        .build())
                .orElseThrow(() -> EncryptionShapes.notFound(request.name()));
    }

    @OnResource("*")
    public GetSecurityConfigurationsResponse getSecurityConfigurations(
            Caller caller, GetSecurityConfigurationsRequest request) {
        int max = Requests.pageSize(request.maxResults());
        List<Document> found = documents.list(caller, Requests.afterName(request.nextToken()), max + 1);
        return GetSecurityConfigurationsResponse.builder()
                .securityConfigurations(
                        found.stream().limit(max).map(EncryptionShapes::shape).toList())
                .nextToken(Requests.nameToken(found.stream().map(Document::name).toList(), max))
                .build();
    }

    /** Jobs may still name it afterwards; they cannot be started any more. */
    @OnResource("*")
    public DeleteSecurityConfigurationResponse deleteSecurityConfiguration(
            Caller caller, DeleteSecurityConfigurationRequest request) {
        if (!documents.remove(caller, request.name())) {
            throw EncryptionShapes.notFound(request.name());
        }
        return DeleteSecurityConfigurationResponse.builder().build();
    }
}
