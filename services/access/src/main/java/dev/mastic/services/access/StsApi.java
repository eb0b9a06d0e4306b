package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The Security Token Service. */
public final class StsApi {
    StsApi() {}

    @OnResource("*")
    public GetCallerIdentityResponse getCallerIdentity(Caller caller, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .userId(caller.principal().id())
                .account(caller.accountId())
                .arn(caller.principal().arn())
                .build();
    }
}
