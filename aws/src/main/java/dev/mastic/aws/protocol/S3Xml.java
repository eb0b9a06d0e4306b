package dev.mastic.aws.protocol;

import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** XML documents as S3 writes them. */
final class S3Xml {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    // The models do not say how a document's root is called; the S3 API reference does.
    private static final Map<String, String> ROOTS = Map.ofEntries(
            Map.entry("CompleteMultipartUpload", "CompleteMultipartUploadResult"),
            Map.entry("CreateMultipartUpload", "InitiateMultipartUploadResult"),
            Map.entry("DeleteObjects", "DeleteResult"),
            Map.entry("GetBucketAccelerateConfiguration", "AccelerateConfiguration"),
            Map.entry("GetBucketAcl", "AccessControlPolicy"),
            Map.entry("GetBucketCors", "CORSConfiguration"),
            Map.entry("GetBucketLifecycleConfiguration", "LifecycleConfiguration"),
            Map.entry("GetBucketLogging", "BucketLoggingStatus"),
            Map.entry("GetBucketNotificationConfiguration", "NotificationConfiguration"),
            Map.entry("GetBucketRequestPayment", "RequestPaymentConfiguration"),
            Map.entry("GetBucketTagging", "Tagging"),
            Map.entry("GetBucketVersioning", "VersioningConfiguration"),
            Map.entry("GetBucketWebsite", "WebsiteConfiguration"),
            Map.entry("GetObjectAcl", "AccessControlPolicy"),
            Map.entry("GetObjectAttributes", "GetObjectAttributesResponse"),
            Map.entry("GetObjectTagging", "Tagging"),
            Map.entry("ListBuckets", "ListAllMyBucketsResult"),
            Map.entry("ListObjectVersions", "ListVersionsResult"),
            Map.entry("ListObjects", "ListBucketResult"),
            Map.entry("ListObjectsV2", "ListBucketResult"));

    private S3Xml() {}

    static String rootOf(String operation) {
        return ROOTS.getOrDefault(operation, operation + "Result");
    }

    static byte[] document(String root, SdkPojo shape) {
        XmlText xml = new XmlText().openIn(root, NAMESPACE);
        new XmlWriter(xml).members(shape);
        return xml.close(root).bytes();
    }

    /** The one answer that is a root with text: empty for us-east-1. */
    static byte[] location(SdkPojo response) {
        SdkField<?> field = response.sdkFields().get(0);
        Object region = field.getValueOrDefault(response);
        return new XmlText()
                .openIn("LocationConstraint", NAMESPACE)
                .text(region == null ? "" : region.toString())
                .close("LocationConstraint")
                .bytes();
    }
}
