package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** How the catalog's resources are named to IAM: in lower case, as they are stored, or a policy could be evaded by case. */
interface CatalogAccess extends DescribesAccess {
    /** The ARN of e.g. {@code table/Sales/Orders}; a name that the request leaves out stands for all of them. */
    @Override
    default String arn(Caller caller, String resource) {
        int typeEnd = resource.indexOf('/');
        if (typeEnd < 0) {
            return caller.arn("glue", resource);
        }
        String names = Names.fold(resource.substring(typeEnd)).replace("//", "/*/");
        return caller.arn("glue", resource.substring(0, typeEnd) + (names.endsWith("/") ? names + "*" : names));
    }

    @Override
    default Map<String, List<String>> conditions(SdkPojo request) {
        return Map.of();
    }
}
