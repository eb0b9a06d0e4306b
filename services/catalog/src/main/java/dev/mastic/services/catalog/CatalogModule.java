package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Clock;
import java.util.List;

/** Wires the Data Catalog over a database. */
public final class CatalogModule {
    private final List<Object> apis;

    /**
     * Makes the catalog.
     *
     * @param tags where the tags go that {@code CreateDatabase} is given
     * @param policies what catalogs say about who may use them
     * @param policyCheck what tells whether such a policy is one
     */
    public CatalogModule(
            Database database, Clock clock, CatalogTags tags, CatalogPolicies policies, PolicyCheck policyCheck) {
        Catalogs catalogs = new Catalogs(new JdbcNestedCatalogStore(database), clock);
        TableStore tableStore = new JdbcTableStore(database);
        PartitionStore partitionStore = new JdbcPartitionStore(database);
        Databases databases = new Databases(catalogs, new JdbcDatabaseStore(database), clock);
        PartitionIndexes indexes = new PartitionIndexes(new JdbcPartitionIndexStore(database));
        Tables tables = new Tables(database, databases, tableStore, partitionStore, indexes, clock);
        StatisticsStore statistics = new JdbcStatisticsStore(database);
        Partitions partitions = new Partitions(database, partitionStore, clock);
        apis = List.of(
                new CatalogsApi(database, catalogs, databases, tags),
                new PoliciesApi(database, policies, policyCheck, clock),
                new SettingsApi(new JdbcCatalogImportStore(database), clock),
                new UnfilteredApi(tables, partitions),
                new DatabasesApi(database, databases, tags),
                new TablesApi(tables),
                new TableVersionsApi(new TableVersions(database, tables, tableStore)),
                new PartitionsApi(tables, partitions),
                new BatchPartitionsApi(database, tables, partitions),
                new PartitionIndexesApi(database, tables, indexes),
                new TableStatisticsApi(database, tables, statistics),
                new PartitionStatisticsApi(database, tables, partitions, statistics),
                new FunctionsApi(new Functions(database, databases, new JdbcFunctionStore(database), clock)),
                new SearchApi(catalogs, tableStore));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }
}
