package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** Refuses what a writer may ask for and would not get: nothing is promised that is not kept. */
final class RefusedFeatures {
    private static final Map<String, String> NOT_IMPLEMENTED = Map.of(
            "ServerSideEncryption", "x-amz-server-side-encryption",
            "SSECustomerAlgorithm", "x-amz-server-side-encryption-customer-algorithm",
            "CopySourceSSECustomerAlgorithm", "x-amz-copy-source-server-side-encryption-customer-algorithm",
            "SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id",
            "ChecksumXXHASH64", "x-amz-checksum-xxhash64",
            "ChecksumXXHASH3", "x-amz-checksum-xxhash3",
            "ChecksumXXHASH128", "x-amz-checksum-xxhash128");
    private static final List<String> OBJECT_LOCK =
            List.of("ObjectLockMode", "ObjectLockLegalHoldStatus", "ObjectLockEventHold");
    private static final List<String> GRANTS =
            List.of("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP");
    // The owner has full control in any case: these change nothing.
    private static final Set<String> HARMLESS_ACLS = Set.of("private", "bucket-owner-full-control");

    private RefusedFeatures() {}

    static void refuse(SdkPojo request) {
        NOT_IMPLEMENTED.forEach(
                (member, header) -> Members.text(request, member).ifPresent(value -> {
                    throw Refusals.notImplemented(header);
                }));
        if (Members.value(request, "WriteOffsetBytes", Long.class).isPresent()) {
            throw Refusals.notImplemented("x-amz-write-offset-bytes");
        }
        for (String member : OBJECT_LOCK) {
            if (Members.text(request, member).isPresent()) {
                throw new ServiceException(ErrorCode.INVALID_REQUEST, "Bucket is missing Object Lock Configuration");
            }
        }
        boolean acl = Members.text(request, "ACL")
                        .filter(name -> !HARMLESS_ACLS.contains(name))
                        .isPresent()
                || GRANTS.stream()
                        .anyMatch(member -> Members.text(request, member).isPresent());
        if (acl) {
            throw new ServiceException(ErrorCode.ACCESS_CONTROL_LIST_NOT_SUPPORTED, "The bucket does not allow ACLs");
        }
    }
}
