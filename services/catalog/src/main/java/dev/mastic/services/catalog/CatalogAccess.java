package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** How the catalog's resources are named to IAM: in lower case, as they are stored, or a policy could be evaded by case. */
interface CatalogAccess extends DescribesAccess {
    /** The ARN in the catalog that the request names, which may be another account's. */
    @Override
    default String arn(Caller caller, String resource, SdkPojo request) {
        String catalogId = request instanceof SdkRequest of
                ? of.getValueForField("CatalogId", String.class).orElse(null)
                : null;
        return arn(Catalog.of(caller.accountId(), caller.region(), catalogId), resource);
    }

    /** The ARN in the caller's own catalog. */
    @Override
    default String arn(Caller caller, String resource) {
        return arn(new Catalog(caller.accountId(), caller.region()), resource);
    }

    /** The ARN of e.g. {@code table/Sales/Orders}; a name that the request leaves out stands for all of them. */
    default String arn(Catalog catalog, String resource) {
        int typeEnd = resource.indexOf('/');
        if (typeEnd < 0) {
            return catalog.arn(resource);
        }
        String names = Names.fold(resource.substring(typeEnd)).replace("//", "/*/");
        return catalog.arn(resource.substring(0, typeEnd) + (names.endsWith("/") ? names + "*" : names));
    }

    @Override
    default Map<String, List<String>> conditions(SdkPojo request) {
        return Map.of();
    }
}
