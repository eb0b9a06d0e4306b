package dev.mastic.aws;

/**
 * Every error this server can answer with, in one table: the code on the wire, the HTTP status and whose fault it is.
 *
 * <p>Source of codes and statuses: the error shapes of the botocore models; for authentication errors, AWS's "Common
 * errors" pages.
 */
public enum ErrorCode {
    // Every service
    ACCESS_DENIED("AccessDeniedException", 400, Fault.CALLER),
    INTERNAL("InternalServiceException", 500, Fault.PLATFORM),
    MALFORMED_REQUEST("SerializationException", 400, Fault.CALLER),
    MISSING_ACTION("MissingAction", 400, Fault.CALLER),
    NOT_IMPLEMENTED("NotImplementedException", 501, Fault.PLATFORM),
    REQUEST_TOO_LARGE("RequestEntityTooLargeException", 413, Fault.CALLER),
    THROTTLED("ThrottlingException", 400, Fault.RESOURCES),
    UNKNOWN_OPERATION("UnknownOperationException", 400, Fault.CALLER),
    VALIDATION("ValidationException", 400, Fault.CALLER),

    // Authentication
    EXPIRED_TOKEN("ExpiredTokenException", 400, Fault.CALLER),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400, Fault.CALLER),
    INVALID_SIGNATURE("InvalidSignatureException", 400, Fault.CALLER),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400, Fault.CALLER),
    UNKNOWN_KEY("UnrecognizedClientException", 400, Fault.CALLER),

    // Authentication, in the words of the Query services
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403, Fault.CALLER),
    QUERY_EXPIRED_TOKEN("ExpiredToken", 403, Fault.CALLER),
    QUERY_MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403, Fault.CALLER),

    // Glue
    ALREADY_EXISTS("AlreadyExistsException", 400, Fault.CALLER),
    CONCURRENT_MODIFICATION("ConcurrentModificationException", 400, Fault.CALLER),
    CONDITION_CHECK_FAILURE("ConditionCheckFailureException", 400, Fault.CALLER),
    CONCURRENT_RUNS_EXCEEDED("ConcurrentRunsExceededException", 400, Fault.CALLER),
    CRAWLER_NOT_RUNNING("CrawlerNotRunningException", 400, Fault.CALLER),
    CRAWLER_RUNNING("CrawlerRunningException", 400, Fault.CALLER),
    CRAWLER_STOPPING("CrawlerStoppingException", 400, Fault.CALLER),
    ENTITY_NOT_FOUND("EntityNotFoundException", 400, Fault.CALLER),
    GLUE_ENCRYPTION("GlueEncryptionException", 400, Fault.PLATFORM),
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException", 400, Fault.CALLER),
    INVALID_INPUT("InvalidInputException", 400, Fault.CALLER),
    INVALID_STATE("InvalidStateException", 400, Fault.CALLER),
    NO_SCHEDULE("NoScheduleException", 400, Fault.CALLER),
    OPERATION_TIMEOUT("OperationTimeoutException", 400, Fault.PLATFORM),
    RESOURCE_NUMBER_LIMIT_EXCEEDED("ResourceNumberLimitExceededException", 400, Fault.RESOURCES),
    SCHEDULER_NOT_RUNNING("SchedulerNotRunningException", 400, Fault.CALLER),
    SCHEDULER_RUNNING("SchedulerRunningException", 400, Fault.CALLER),

    // IAM and STS
    DELETE_CONFLICT("DeleteConflict", 409, Fault.CALLER),
    IAM_ALREADY_EXISTS("EntityAlreadyExists", 409, Fault.CALLER),
    IAM_INVALID_INPUT("InvalidInput", 400, Fault.CALLER),
    IAM_LIMIT_EXCEEDED("LimitExceeded", 409, Fault.RESOURCES),
    IAM_VALIDATION("ValidationError", 400, Fault.CALLER),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400, Fault.CALLER),
    NO_SUCH_ENTITY("NoSuchEntity", 404, Fault.CALLER),

    // CloudWatch Logs
    INVALID_PARAMETER("InvalidParameterException", 400, Fault.CALLER),
    RESOURCE_ALREADY_EXISTS("ResourceAlreadyExistsException", 400, Fault.CALLER),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400, Fault.CALLER),
    LIMIT_EXCEEDED("LimitExceededException", 400, Fault.RESOURCES),

    // CloudWatch
    INVALID_METRICS_TOKEN("InvalidNextToken", 400, Fault.CALLER),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombination", 400, Fault.CALLER),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400, Fault.CALLER),
    MISSING_PARAMETER("MissingParameter", 400, Fault.CALLER),

    // Secrets Manager
    DECRYPTION_FAILURE("DecryptionFailure", 400, Fault.PLATFORM),
    INVALID_NEXT_TOKEN("InvalidNextTokenException", 400, Fault.CALLER),
    REFUSED_REQUEST("InvalidRequestException", 400, Fault.CALLER),
    RESOURCE_EXISTS("ResourceExistsException", 400, Fault.CALLER),

    // S3
    ACCESS_CONTROL_LIST_NOT_SUPPORTED("AccessControlListNotSupported", 400, Fault.CALLER),
    AUTHORIZATION_HEADER_MALFORMED("AuthorizationHeaderMalformed", 400, Fault.CALLER),
    AUTHORIZATION_QUERY_PARAMETERS("AuthorizationQueryParametersError", 400, Fault.CALLER),
    BAD_DIGEST("BadDigest", 400, Fault.CALLER),
    BAD_REQUEST("BadRequest", 400, Fault.CALLER),
    BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409, Fault.CALLER),
    BUCKET_ALREADY_OWNED_BY_YOU("BucketAlreadyOwnedByYou", 409, Fault.CALLER),
    BUCKET_NOT_EMPTY("BucketNotEmpty", 409, Fault.CALLER),
    ENTITY_TOO_LARGE("EntityTooLarge", 400, Fault.CALLER),
    ENTITY_TOO_SMALL("EntityTooSmall", 400, Fault.CALLER),
    ILLEGAL_LOCATION_CONSTRAINT("IllegalLocationConstraintException", 400, Fault.CALLER),
    INCOMPLETE_BODY("IncompleteBody", 400, Fault.CALLER),
    INVALID_ACCESS_KEY_ID("InvalidAccessKeyId", 403, Fault.CALLER),
    INVALID_ARGUMENT("InvalidArgument", 400, Fault.CALLER),
    INVALID_BUCKET_NAME("InvalidBucketName", 400, Fault.CALLER),
    INVALID_DIGEST("InvalidDigest", 400, Fault.CALLER),
    INVALID_LOCATION_CONSTRAINT("InvalidLocationConstraint", 400, Fault.CALLER),
    INVALID_OBJECT_STATE("InvalidObjectState", 403, Fault.CALLER),
    INVALID_PART("InvalidPart", 400, Fault.CALLER),
    INVALID_PART_NUMBER("InvalidPartNumber", 416, Fault.CALLER),
    INVALID_PART_ORDER("InvalidPartOrder", 400, Fault.CALLER),
    INVALID_RANGE("InvalidRange", 416, Fault.CALLER),
    INVALID_REQUEST("InvalidRequest", 400, Fault.CALLER),
    INVALID_STORAGE_CLASS("InvalidStorageClass", 400, Fault.CALLER),
    INVALID_TAG("InvalidTag", 400, Fault.CALLER),
    INVALID_TOKEN("InvalidToken", 400, Fault.CALLER),
    INVALID_URI("InvalidURI", 400, Fault.CALLER),
    KEY_TOO_LONG("KeyTooLongError", 400, Fault.CALLER),
    MALFORMED_TRAILER("MalformedTrailerError", 400, Fault.CALLER),
    MALFORMED_XML("MalformedXML", 400, Fault.CALLER),
    METADATA_TOO_LARGE("MetadataTooLarge", 400, Fault.CALLER),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405, Fault.CALLER),
    MISSING_CONTENT_LENGTH("MissingContentLength", 411, Fault.CALLER),
    NOT_MODIFIED("NotModified", 304, Fault.CALLER),
    NO_SUCH_BUCKET("NoSuchBucket", 404, Fault.CALLER),
    NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404, Fault.CALLER),
    NO_SUCH_CORS_CONFIGURATION("NoSuchCORSConfiguration", 404, Fault.CALLER),
    NO_SUCH_KEY("NoSuchKey", 404, Fault.CALLER),
    NO_SUCH_LIFECYCLE_CONFIGURATION("NoSuchLifecycleConfiguration", 404, Fault.CALLER),
    NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION("NoSuchPublicAccessBlockConfiguration", 404, Fault.CALLER),
    NO_SUCH_TAG_SET("NoSuchTagSet", 404, Fault.CALLER),
    NO_SUCH_UPLOAD("NoSuchUpload", 404, Fault.CALLER),
    NO_SUCH_WEBSITE_CONFIGURATION("NoSuchWebsiteConfiguration", 404, Fault.CALLER),
    OBJECT_LOCK_CONFIGURATION_NOT_FOUND("ObjectLockConfigurationNotFoundError", 404, Fault.CALLER),
    OWNERSHIP_CONTROLS_NOT_FOUND("OwnershipControlsNotFoundError", 404, Fault.CALLER),
    PRECONDITION_FAILED("PreconditionFailed", 412, Fault.CALLER),
    REPLICATION_CONFIGURATION_NOT_FOUND("ReplicationConfigurationNotFoundError", 404, Fault.CALLER),
    REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", 403, Fault.CALLER),
    SERVER_SIDE_ENCRYPTION_CONFIGURATION_NOT_FOUND("ServerSideEncryptionConfigurationNotFoundError", 404, Fault.CALLER),
    S3_EXPIRED_TOKEN("ExpiredToken", 400, Fault.CALLER),
    SIGNATURE_MISMATCH("SignatureDoesNotMatch", 403, Fault.CALLER),
    CONTENT_MISMATCH("XAmzContentSHA256Mismatch", 400, Fault.CALLER);

    private final String wireName;
    private final int httpStatus;
    private final Fault fault;

    ErrorCode(String wireName, int httpStatus, Fault fault) {
        this.wireName = wireName;
        this.httpStatus = httpStatus;
        this.fault = fault;
    }

    public String wireName() {
        return wireName;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Fault fault() {
        return fault;
    }
}
