package dev.mastic.aws;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** An {@code *Api} that knows more about its resources than a template can say: paths of roles, condition keys. */
public interface DescribesAccess {
    /** The full ARN of a resolved template, e.g. of {@code role/etl} when the role has a path. */
    String arn(Caller caller, String resource);

    /** The same, where the request says more about it: whose catalog it is in. */
    default String arn(Caller caller, String resource, SdkPojo request) {
        return arn(caller, resource);
    }

    /** The condition keys that a request carries, e.g. {@code s3:prefix}. */
    Map<String, List<String>> conditions(SdkPojo request);
}
