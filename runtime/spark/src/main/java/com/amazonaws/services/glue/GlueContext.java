package com.amazonaws.services.glue;

import com.amazonaws.services.glue.util.JsonOptions;
import dev.mastic.runtime.frame.files.TableSource;
import dev.mastic.runtime.frame.files.Tables;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entry to Glue's library: sources and sinks of the session that a job runs in. */
public final class GlueContext extends SQLContext {

    private static final Logger log = LoggerFactory.getLogger(GlueContext.class);

    public GlueContext(SparkContext context) {
        this(SparkSession.builder().sparkContext(context).getOrCreate());
    }

    public GlueContext(SparkSession session) {
        super(session);
    }

    public SparkSession getSparkSession() {
        return sparkSession();
    }

    public DataSource getSource(
            String connectionType, JsonOptions options, String transformationContext, String pushDownPredicate) {
        return DataSource.files(this, connectionType, options.options());
    }

    public DataSource getCatalogSource(
            String database,
            String table,
            String redshiftTmpDir,
            String transformationContext,
            String pushDownPredicate,
            JsonOptions options,
            @Nullable String catalogId) {
        ownCatalog(catalogId);
        return DataSource.table(
                this,
                new TableSource(
                        sparkSession(),
                        new Tables(sparkSession()).get(database, table),
                        pushDownPredicate,
                        options.options()));
    }

    public DataSink getSink(String connectionType, JsonOptions options, String transformationContext) {
        return DataSink.files(this, connectionType, options.options());
    }

    public DataSink getCatalogSink(
            String database,
            String table,
            String redshiftTmpDir,
            String transformationContext,
            JsonOptions options,
            @Nullable String catalogId) {
        ownCatalog(catalogId);
        return DataSink.table(this, new Tables(sparkSession()).get(database, table), options.options());
    }

    public StructType getCatalogSchemaAsSparkSchema(String database, String table, @Nullable String catalogId) {
        ownCatalog(catalogId);
        return new Tables(sparkSession()).get(database, table).schema();
    }

    // Scripts often name the catalog of their own account, which is the one that the session has anyway.
    private static void ownCatalog(@Nullable String catalogId) {
        if (catalogId != null && !catalogId.isEmpty()) {
            log.warn("catalog id {} is taken for the catalog of the job's own account", catalogId);
        }
    }
}
