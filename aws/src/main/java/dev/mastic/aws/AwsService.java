package dev.mastic.aws;

import java.util.Arrays;
import java.util.Optional;

/**
 * The AWS services whose API this server knows, with the names each goes by on the wire.
 *
 * <p>Source of the names: the {@code metadata} of the botocore service models.
 */
public enum AwsService {
    GLUE("glue", "glue", "AWSGlue", "", "glue", "glue"),
    IAM("iam", "iam", "", "2010-05-08", "iam", "iam"),
    STS("sts", "sts", "", "2011-06-15", "sts", "sts"),
    S3("s3", "s3", "", "2006-03-01", "s3", "s3"),
    LOGS("logs", "logs", "Logs_20140328", "", "cloudwatchlogs", "logs"),
    CLOUDWATCH("monitoring", "cloudwatch", "GraniteServiceVersion20100801", "2010-08-01", "cloudwatch", "cloudwatch"),
    SECRETS_MANAGER("secretsmanager", "secretsmanager", "secretsmanager", "", "secretsmanager", "secretsmanager"),
    COST_EXPLORER("ce", "ce", "AWSInsightsIndexService", "", "costexplorer", "ce"),
    EMR("elasticmapreduce", "elasticmapreduce", "ElasticMapReduce", "", "emr", "emr");

    private static final String SDK_ROOT = "software.amazon.awssdk.services.";

    private final String signingName;
    private final String actionPrefix;
    private final String targetPrefix;
    private final String queryVersion;
    private final String sdkModule;
    private final String modelName;

    AwsService(
            String signingName,
            String actionPrefix,
            String targetPrefix,
            String queryVersion,
            String sdkModule,
            String modelName) {
        this.signingName = signingName;
        this.actionPrefix = actionPrefix;
        this.targetPrefix = targetPrefix;
        this.queryVersion = queryVersion;
        this.sdkModule = sdkModule;
        this.modelName = modelName;
    }

    /** The service in a SigV4 credential scope, e.g. {@code monitoring} for CloudWatch. */
    public String signingName() {
        return signingName;
    }

    /** What stands before the colon of an IAM action, e.g. {@code glue} in {@code glue:GetJob}. */
    public String actionPrefix() {
        return actionPrefix;
    }

    /** What stands before the dot of an {@code X-Amz-Target} header; empty for services without one. */
    public String targetPrefix() {
        return targetPrefix;
    }

    /** The {@code Version} of a Query request; empty for services that speak no Query. */
    public String queryVersion() {
        return queryVersion;
    }

    /** The package of the SDK's model classes. */
    public String modelPackage() {
        return SDK_ROOT + sdkModule + ".model";
    }

    /** The service's name in botocore, and in the constraints file derived from it. */
    public String modelName() {
        return modelName;
    }

    /** The service whose SDK model classes live in the given package. */
    public static Optional<AwsService> ofModelPackage(String packageName) {
        return Arrays.stream(values())
                .filter(service -> service.modelPackage().equals(packageName))
                .findFirst();
    }

    /** The service a credential scope names. */
    public static Optional<AwsService> ofSigningName(String name) {
        return Arrays.stream(values())
                .filter(service -> service.signingName.equals(name))
                .findFirst();
    }
}
