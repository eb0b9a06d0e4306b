package dev.mastic.services.storage;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Payer;

/**
 * Settings of a bucket, none of which can be changed: clients such as Terraform ask after every one, and are told what AWS
 * tells them of a bucket that has not set it.
 */
@SuppressWarnings("DoNotCallSuggester") // an operation that can only refuse is an operation all the same
public final class BucketSettingsApi implements DescribesAccess {
    private final Lookup lookup;

    BucketSettingsApi(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource("{Bucket}")
    public GetBucketAclResponse getBucketAcl(Caller caller, GetBucketAclRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        return GetBucketAclResponse.builder()
                .owner(ListingShapes.owner(bucket))
                .grants(ListingShapes.ownersGrant(bucket))
                .build();
    }

    @OnResource("{Bucket}")
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
            Caller caller, GetBucketOwnershipControlsRequest request) {
        lookup.bucket(caller, request);
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(OwnershipControls.builder()
                        .rules(OwnershipControlsRule.builder()
                                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                                .build())
                        .build())
                .build();
    }

    @OnResource("{Bucket}")
    public GetBucketVersioningResponse getBucketVersioning(Caller caller, GetBucketVersioningRequest request) {
        lookup.bucket(caller, request);
        return GetBucketVersioningResponse.builder().build();
    }

    @OnResource("{Bucket}")
    public GetBucketLoggingResponse getBucketLogging(Caller caller, GetBucketLoggingRequest request) {
        lookup.bucket(caller, request);
        return GetBucketLoggingResponse.builder().build();
    }

    @OnResource(value = "{Bucket}", action = "s3:GetAccelerateConfiguration")
    public GetBucketAccelerateConfigurationResponse getBucketAccelerateConfiguration(
            Caller caller, GetBucketAccelerateConfigurationRequest request) {
        lookup.bucket(caller, request);
        return GetBucketAccelerateConfigurationResponse.builder().build();
    }

    @OnResource(value = "{Bucket}", action = "s3:GetBucketNotification")
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            Caller caller, GetBucketNotificationConfigurationRequest request) {
        lookup.bucket(caller, request);
        return GetBucketNotificationConfigurationResponse.builder().build();
    }

    @OnResource("{Bucket}")
    public GetBucketRequestPaymentResponse getBucketRequestPayment(
            Caller caller, GetBucketRequestPaymentRequest request) {
        lookup.bucket(caller, request);
        return GetBucketRequestPaymentResponse.builder()
                .payer(Payer.BUCKET_OWNER)
                .build();
    }

    @OnResource("{Bucket}")
    public GetBucketPolicyResponse getBucketPolicy(Caller caller, GetBucketPolicyRequest request) {
        throw missing(caller, request, ErrorCode.NO_SUCH_BUCKET_POLICY, "The bucket policy does not exist");
    }

    @OnResource("{Bucket}")
    public GetBucketPolicyStatusResponse getBucketPolicyStatus(Caller caller, GetBucketPolicyStatusRequest request) {
        throw missing(caller, request, ErrorCode.NO_SUCH_BUCKET_POLICY, "The bucket policy does not exist");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetBucketCORS")
    public GetBucketCorsResponse getBucketCors(Caller caller, GetBucketCorsRequest request) {
        throw missing(caller, request, ErrorCode.NO_SUCH_CORS_CONFIGURATION, "The CORS configuration does not exist");
    }

    @OnResource("{Bucket}")
    public GetBucketWebsiteResponse getBucketWebsite(Caller caller, GetBucketWebsiteRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.NO_SUCH_WEBSITE_CONFIGURATION,
                "The specified bucket does not have a website configuration");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetLifecycleConfiguration")
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            Caller caller, GetBucketLifecycleConfigurationRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.NO_SUCH_LIFECYCLE_CONFIGURATION,
                "The lifecycle configuration does not exist");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetReplicationConfiguration")
    public GetBucketReplicationResponse getBucketReplication(Caller caller, GetBucketReplicationRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.REPLICATION_CONFIGURATION_NOT_FOUND,
                "The replication configuration was not found");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetEncryptionConfiguration")
    public GetBucketEncryptionResponse getBucketEncryption(Caller caller, GetBucketEncryptionRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.SERVER_SIDE_ENCRYPTION_CONFIGURATION_NOT_FOUND,
                "The server side encryption configuration was not found");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetBucketObjectLockConfiguration")
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(
            Caller caller, GetObjectLockConfigurationRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.OBJECT_LOCK_CONFIGURATION_NOT_FOUND,
                "Object Lock configuration does not exist for this bucket");
    }

    @OnResource(value = "{Bucket}", action = "s3:GetBucketPublicAccessBlock")
    public GetPublicAccessBlockResponse getPublicAccessBlock(Caller caller, GetPublicAccessBlockRequest request) {
        throw missing(
                caller,
                request,
                ErrorCode.NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION,
                "The public access block configuration was not found");
    }

    @FormatMethod
    private ServiceException missing(Caller caller, SdkPojo request, ErrorCode code, @FormatString String message) {
        Bucket bucket = lookup.bucket(caller, request);
        return new ServiceException(code, message).with(Map.of("BucketName", bucket.name()));
    }
}
