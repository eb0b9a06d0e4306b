package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.util.Optional;
import java.util.Set;

/** The policies of catalogs. IAM asks here what a catalog itself says. */
public final class CatalogPolicies {
    // The policy of a catalog is about what is in it; jobs, crawlers and the like have none.
    private static final Set<String> GOVERNED =
            Set.of("catalog", "connection", "database", "table", "tableVersion", "userDefinedFunction");
    private static final int ARN_PARTS = 6;

    private final JdbcCatalogPolicyStore policies;

    public CatalogPolicies(Database database) {
        policies = new JdbcCatalogPolicyStore(database);
    }

    /** The text of the policy that governs a resource of Glue; empty when none does. */
    public Optional<String> governing(String arn) {
        String[] parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[2].equals("glue") || !GOVERNED.contains(type(parts[5]))) {
            return Optional.empty();
        }
        return find(parts[4], parts[3]).map(CatalogPolicy::text);
    }

    Optional<CatalogPolicy> find(String account, String region) {
        return policies.find(account, region);
    }

    void put(String account, String region, CatalogPolicy policy) {
        policies.put(account, region, policy);
    }

    void remove(String account, String region) {
        policies.remove(account, region);
    }

    private static String type(String resource) {
        return resource.substring(0, (resource + "/").indexOf('/'));
    }
}
