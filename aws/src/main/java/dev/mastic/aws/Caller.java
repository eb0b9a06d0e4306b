package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

/**
 * Who calls, as the signature proved it, and where the call is meant.
 *
 * @param principal the identity behind the key
 * @param region the region of the credential scope, e.g. {@code us-east-1}
 * @param requestId the id of this request, the one the answer carries
 * @param sourceAddress the client's IP address, for {@code aws:SourceIp}
 * @param secure whether the request came over TLS, for {@code aws:SecureTransport}
 */
public record Caller(Principal principal, String region, String requestId, String sourceAddress, boolean secure) {
    public Caller {
        requireNonNull(principal, "principal");
        requireNonNull(region, "region");
        requireNonNull(requestId, "requestId");
        requireNonNull(sourceAddress, "sourceAddress");
    }

    public String accountId() {
        return principal.accountId();
    }

    /** An ARN in the caller's account and region, e.g. {@code arn("glue", "job/nightly")}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + accountId() + ":" + resource;
    }
}
