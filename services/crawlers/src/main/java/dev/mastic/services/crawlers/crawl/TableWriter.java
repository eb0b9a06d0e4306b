package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.crawl.CrawlOptions.Changed;
import dev.mastic.services.crawlers.crawl.CrawlOptions.Gone;
import dev.mastic.services.crawlers.crawl.CrawlOptions.Recrawl;
import dev.mastic.services.crawlers.crawl.FoundTable.Leaf;
import dev.mastic.services.crawlers.inference.DataType;
import dev.mastic.services.crawlers.inference.Field;
import dev.mastic.services.crawlers.inference.Finding;
import dev.mastic.services.crawlers.inference.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings the catalog in step with what a crawl has seen. */
final class TableWriter {
    private static final String UPDATED_BY = "UPDATED_BY_CRAWLER";
    private static final String DEPRECATED_BY = "DEPRECATED_BY_CRAWLER";
    // What differs from crawl to crawl and is no change of the table.
    private static final Set<String> COUNTS = Set.of("objectCount", "recordCount", "sizeKey", "averageRecordSize");

    private final String crawler;
    private final CrawlOptions options;
    private final CrawledCatalog catalog;
    private final CrawlReport report;
    private final CrawlLog log;
    private final Clock clock;
    private final Set<String> written = new HashSet<>();

    TableWriter(
            String crawler,
            CrawlOptions options,
            CrawledCatalog catalog,
            CrawlReport report,
            CrawlLog log,
            Clock clock) {
        this.crawler = crawler;
        this.options = options;
        this.catalog = catalog;
        this.report = report;
        this.log = log;
        this.clock = clock;
    }

    /** Writes a table. One of the same name elsewhere stays, and this one gets a name of its own. */
    void write(CrawlTarget target, FoundTable found) {
        String database = target.database();
        String name = target.table().orElseGet(() -> TableNames.of(options.tablePrefix(), found.name()));
        CrawledTable table = table(name, found);
        Optional<CrawledTable> existing = catalog.find(database, name);
        boolean taken = written.contains(database + "/" + name)
                || existing.filter(other -> !isAt(other, found.location())).isPresent();
        if (target.table().isEmpty() && taken) {
            name = TableNames.distinct(name, table.location());
            table = table(name, found);
            existing = catalog.find(database, name);
        }
        written.add(database + "/" + name);
        if (existing.isEmpty()) {
            catalog.create(
                    database, table, options.partitionIndex() && !table.keys().isEmpty());
            report.tableAdded();
            log.info("Created table " + name + " in database " + database);
        } else {
            table = change(database, existing.orElseThrow(), table);
        }
        if (!table.keys().isEmpty()) {
            writePartitions(database, table, found, existing.isPresent());
        }
    }

    /** Deals with the tables of earlier crawls whose files are gone. */
    void sweep(List<CrawlTarget> targets) {
        if (options.recrawl() == Recrawl.NEW_FOLDERS) {
            return;
        }
        Map<String, List<CrawlTarget>> byDatabase = targets.stream()
                .filter(target -> target.table().isEmpty())
                .collect(Collectors.groupingBy(CrawlTarget::database));
        byDatabase.forEach((database, within) -> {
            for (CrawledTable table : catalog.tables(database)) {
                boolean ours = crawler.equals(table.parameters().get(UPDATED_BY))
                        && !written.contains(database + "/" + table.name())
                        && within.stream().anyMatch(target -> isUnder(table.location(), target));
                if (ours) {
                    gone(database, table);
                }
            }
        });
    }

    private void gone(String database, CrawledTable table) {
        switch (options.gone()) {
            case LOG -> log.info("The files of table " + table.name() + " are gone; the table stays.");
            case DELETE -> {
                catalog.delete(database, table.name());
                report.tableDeleted();
                log.info("Deleted table " + table.name() + " in database " + database);
            }
            case DEPRECATE -> {
                if (!table.parameters().containsKey(DEPRECATED_BY)) {
                    catalog.update(database, table.withParameters(deprecated(table.parameters())));
                    report.tableUpdated();
                    log.info("Deprecated table " + table.name() + " in database " + database);
                }
            }
        }
    }

    /** Makes an existing table what was found, as far as the crawler may; returns what it is then. */
    private CrawledTable change(String database, CrawledTable existing, CrawledTable found) {
        if (!names(existing.keys()).equals(names(found.keys()))) {
            log.warn("Table " + existing.name() + " has the partition keys " + names(existing.keys())
                    + " and its folders " + names(found.keys()) + "; it stays as it is.");
            return existing;
        }
        CrawledTable next = found;
        if (options.mergeNewColumns()) {
            List<Field> columns = new ArrayList<>(existing.columns());
            Set<String> known = new HashSet<>(names(existing.columns()));
            found.columns().stream()
                    .filter(column -> !known.contains(column.name()))
                    .forEach(columns::add);
            next = found.withColumns(columns);
        }
        Map<String, String> parameters = new HashMap<>(existing.parameters());
        parameters.remove(DEPRECATED_BY);
        parameters.putAll(next.parameters());
        next = next.withParameters(parameters);
        boolean changed = !same(existing.columns(), next.columns())
                || !withoutCounts(existing.parameters()).equals(withoutCounts(parameters));
        if (changed && options.changed() == Changed.LOG) {
            log.info("Table " + existing.name() + " has changed; by the policy of the crawler it stays as it is.");
            return existing;
        }
        if (changed) {
            catalog.update(database, next);
            report.tableUpdated();
            log.info("Updated table " + next.name() + " in database " + database);
        } else if (options.changed() == Changed.UPDATE && !existing.parameters().equals(parameters)) {
            catalog.update(database, next);
        }
        return next;
    }

    private void writePartitions(String database, CrawledTable table, FoundTable found, boolean existed) {
        if (table.keys().size() != found.keys().size()) {
            return;
        }
        Map<List<String>, CrawledPartition> known = existed
                ? catalog.partitions(database, table.name()).stream()
                        .collect(Collectors.toMap(CrawledPartition::values, Function.identity()))
                : Map.of();
        List<CrawledPartition> added = new ArrayList<>();
        List<CrawledPartition> changed = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (Leaf leaf : found.leaves()) {
            CrawledPartition partition = partition(table, found, leaf);
            CrawledPartition before = known.get(leaf.values());
            seen.add(leaf.values());
            if (before == null) {
                added.add(partition);
            } else if (options.recrawl() == Recrawl.EVERYTHING
                    && options.changed() == Changed.UPDATE
                    && !same(before, partition)) {
                changed.add(partition);
            }
        }
        if (!added.isEmpty()) {
            catalog.addPartitions(database, table.name(), added);
            report.partitionsAdded(added.size());
            log.info("Added " + added.size() + " partitions to table " + table.name());
        }
        if (!changed.isEmpty()) {
            catalog.updatePartitions(database, table.name(), changed);
            report.partitionsUpdated(changed.size());
            log.info("Updated " + changed.size() + " partitions of table " + table.name());
        }
        List<List<String>> gone =
                known.keySet().stream().filter(values -> !seen.contains(values)).toList();
        if (!gone.isEmpty() && options.recrawl() == Recrawl.EVERYTHING) {
            partitionsGone(database, table, known, gone);
        }
    }

    private void partitionsGone(
            String database, CrawledTable table, Map<List<String>, CrawledPartition> known, List<List<String>> gone) {
        if (options.gone() == Gone.DELETE) {
            catalog.deletePartitions(database, table.name(), gone);
            report.partitionsDeleted(gone.size());
            log.info("Deleted " + gone.size() + " partitions of table " + table.name());
        } else if (options.gone() == Gone.DEPRECATE) {
            List<CrawledPartition> deprecated = gone.stream()
                    .map(known::get)
                    .filter(partition -> !partition.parameters().containsKey(DEPRECATED_BY))
                    .map(partition -> new CrawledPartition(
                            partition.values(),
                            partition.location(),
                            partition.columns(),
                            partition.storage(),
                            deprecated(partition.parameters())))
                    .toList();
            catalog.updatePartitions(database, table.name(), deprecated);
            report.partitionsUpdated(deprecated.size());
        } else {
            log.info("The files of " + gone.size() + " partitions of table " + table.name() + " are gone; they stay.");
        }
    }

    private CrawledTable table(String name, FoundTable found) {
        List<Field> keys = new ArrayList<>();
        for (int i = 0; i < found.keys().size(); i++) {
            keys.add(new Field(TableNames.key(found.keys().get(i), i), DataType.STRING));
        }
        Map<String, String> parameters = parameters(found.schema(), found.files(), found.bytes(), found.compression());
        parameters.put(UPDATED_BY, crawler);
        if (!keys.isEmpty()) {
            parameters.put("partition_filtering.enabled", "true");
        }
        Set<String> keyNames = new HashSet<>(names(keys));
        List<Field> columns = Schemas.columns(found.schema()).stream()
                .filter(column -> !keyNames.contains(column.name()))
                .toList();
        return new CrawledTable(name, found.location(), columns, keys, Storage.of(found.schema()), parameters);
    }

    private CrawledPartition partition(CrawledTable table, FoundTable found, Leaf leaf) {
        String bucket = found.location().substring(0, found.location().indexOf('/', "s3://".length()) + 1);
        Set<String> keyNames = new HashSet<>(names(table.keys()));
        List<Field> own = Schemas.columns(leaf.schema()).stream()
                .filter(column -> !keyNames.contains(column.name()))
                .toList();
        return new CrawledPartition(
                leaf.values(),
                bucket + leaf.path(),
                options.inheritFromTable() ? table.columns() : own,
                options.inheritFromTable() ? table.storage() : Storage.of(leaf.schema()),
                parameters(leaf.schema(), leaf.files(), leaf.bytes(), leaf.compression()));
    }

    private static Map<String, String> parameters(Finding schema, long files, long bytes, String compression) {
        Map<String, String> parameters = new HashMap<>();
        for (String option :
                List.of("delimiter", "areColumnsQuoted", "skip.header.line.count", "rowTag", "grokPattern")) {
            Optional.ofNullable(schema.options().get(option)).ifPresent(value -> parameters.put(option, value));
        }
        Optional.ofNullable(schema.options().get("jsonPath")).ifPresent(path -> parameters.put("jsonPath", path));
        parameters.put("classification", schema.classification());
        parameters.put("compressionType", compression);
        parameters.put("typeOfData", "file");
        parameters.put("columnsOrdered", "true");
        parameters.put("CrawlerSchemaSerializerVersion", "1.0");
        parameters.put("CrawlerSchemaDeserializerVersion", "1.0");
        parameters.put("objectCount", String.valueOf(files));
        parameters.put("sizeKey", String.valueOf(bytes));
        schema.rows().ifPresent(rows -> {
            parameters.put("recordCount", String.valueOf(rows));
            parameters.put("averageRecordSize", String.valueOf(rows == 0 ? 0 : bytes / rows));
        });
        return parameters;
    }

    private Map<String, String> deprecated(Map<String, String> parameters) {
        Map<String, String> marked = new HashMap<>(parameters);
        marked.put(DEPRECATED_BY, String.valueOf(clock.millis()));
        return marked;
    }

    private static Map<String, String> withoutCounts(Map<String, String> parameters) {
        Map<String, String> rest = new HashMap<>(parameters);
        rest.keySet().removeAll(COUNTS);
        return rest;
    }

    private static boolean same(CrawledPartition one, CrawledPartition other) {
        return one.location().equals(other.location())
                && same(one.columns(), other.columns())
                && withoutCounts(one.parameters()).equals(withoutCounts(other.parameters()));
    }

    /** Whether columns have the same names and types; one side has them as texts from the catalog. */
    private static boolean same(List<Field> one, List<Field> other) {
        return names(one).equals(names(other))
                && one.stream()
                        .map(field -> field.type().text())
                        .toList()
                        .equals(other.stream().map(field -> field.type().text()).toList());
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private static boolean isAt(CrawledTable table, String location) {
        return slashed(table.location()).equals(slashed(location));
    }

    private static boolean isUnder(String location, CrawlTarget target) {
        String root = "s3://" + target.bucket() + "/" + (target.prefix().isEmpty() ? "" : slashed(target.prefix()));
        return slashed(location).startsWith(root);
    }

    private static String slashed(String location) {
        return location.endsWith("/") ? location : location + "/";
    }
}
