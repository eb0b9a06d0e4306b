package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.crawl.FoundTable.Leaf;
import dev.mastic.services.crawlers.inference.Finding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Makes tables of folders: folders side by side that are alike are partitions of one table, others are tables of their own.
 */
final class Grouping {
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,8}([-_]\\d{1,2}){0,2}");

    private final String bucket;
    private final FolderReader reader;
    private final Schemas schemas;
    private final OptionalInt tableLevel;

    Grouping(String bucket, FolderReader reader, Schemas schemas, OptionalInt tableLevel) {
        this.bucket = bucket;
        this.reader = reader;
        this.schemas = schemas;
        this.tableLevel = tableLevel;
    }

    /** The tables of a folder and all below it. */
    List<FoundTable> tables(Folder root) {
        Outcome outcome = visit(root, level(root));
        List<FoundTable> tables = new ArrayList<>(outcome.tables());
        outcome.whole().ifPresent(whole -> tables.add(table(whole)));
        return tables;
    }

    /** A file as a table of its own. */
    FoundTable table(Leaf file) {
        return new FoundTable(
                file.path().substring(file.path().lastIndexOf('/') + 1),
                "s3://" + bucket + "/" + file.path(),
                file.schema(),
                List.of(),
                List.of(),
                file.files(),
                file.bytes(),
                file.compression());
    }

    /**
     * Folders that are one table so far.
     *
     * @param keys names of partition keys from here down
     */
    private record Dataset(Folder at, Finding schema, List<String> keys, List<Leaf> leaves) {}

    /** What a folder is: one table with all that is in it, or some tables. */
    private record Outcome(Folder folder, Optional<Dataset> whole, List<FoundTable> tables) {}

    private static int level(Folder folder) {
        return 1 + (int) folder.path().chars().filter(c -> c == '/').count();
    }

    private Outcome visit(Folder folder, int level) {
        List<Outcome> below = folder.folders().values().stream()
                .map(each -> visit(each, level + 1))
                .filter(each -> each.whole().isPresent() || !each.tables().isEmpty())
                .toList();
        List<Leaf> own = reader.read(folder);
        List<FoundTable> tables = new ArrayList<>();
        below.forEach(each -> tables.addAll(each.tables()));
        List<Dataset> wholes =
                below.stream().flatMap(each -> each.whole().stream()).toList();
        boolean above = tableLevel.isPresent() && level < tableLevel.orElseThrow();
        List<Dataset> alike = above ? List.of() : alike(wholes, below.size(), tableLevel.isPresent());
        wholes.stream().filter(each -> !alike.contains(each)).map(this::table).forEach(tables::add);
        Optional<Dataset> ownDataset = own.size() == 1 && !above
                ? Optional.of(new Dataset(folder, own.get(0).schema(), List.of(), own))
                : Optional.empty();
        if (alike.isEmpty()) {
            if (ownDataset.isPresent() && tables.isEmpty()) {
                return new Outcome(folder, ownDataset, List.of());
            }
            ownDataset.ifPresentOrElse(
                    dataset -> tables.add(table(dataset)),
                    () -> own.stream().map(this::table).forEach(tables::add));
            return new Outcome(folder, Optional.empty(), tables);
        }
        Dataset combined = combine(folder, alike);
        if (ownDataset.isPresent()
                && schemas.belongTogether(combined.schema(), own.get(0).schema())) {
            Finding schema = Schemas.merge(combined.schema(), own.get(0).schema());
            combined = new Dataset(folder, schema, combined.keys(), combined.leaves());
        } else {
            own.stream().map(this::table).forEach(tables::add);
        }
        return new Outcome(folder, Optional.of(combined), tables);
    }

    /** The folders that are partitions of one table: most of those side by side. None when there are no such. */
    private List<Dataset> alike(List<Dataset> wholes, int siblings, boolean forced) {
        List<List<Dataset>> groups = new ArrayList<>();
        List<Finding> schemasOfGroups = new ArrayList<>();
        for (Dataset each : wholes) {
            int group = 0;
            while (group < groups.size()
                    && !belongTogether(groups.get(group).get(0), schemasOfGroups.get(group), each)) {
                group++;
            }
            if (group == groups.size()) {
                groups.add(new ArrayList<>());
                schemasOfGroups.add(each.schema());
            } else {
                schemasOfGroups.set(group, Schemas.merge(schemasOfGroups.get(group), each.schema()));
            }
            groups.get(group).add(each);
        }
        return groups.stream()
                .max(Comparator.comparingInt(List::size))
                .filter(most -> most.size() * 2 > siblings)
                .filter(most -> most.size() > 1 || forced || looksLikePartition(most.get(0)))
                .orElse(List.of());
    }

    private boolean belongTogether(Dataset first, Finding schemaOfAll, Dataset other) {
        String key = key(first.at().name());
        boolean named = !key.isEmpty() && key.equals(key(other.at().name()));
        return first.keys().size() == other.keys().size()
                && (named
                        ? schemas.belongTogetherByName(schemaOfAll, other.schema())
                        : schemas.belongTogether(schemaOfAll, other.schema()));
    }

    /** Whether a folder on its own is a partition: {@code year=2026} and {@code 2026} are, {@code orders} is not. */
    private static boolean looksLikePartition(Dataset dataset) {
        String name = dataset.at().name();
        return name.indexOf('=') > 0 || NUMBERED.matcher(name).matches();
    }

    private static Dataset combine(Folder folder, List<Dataset> alike) {
        Finding schema = alike.get(0).schema();
        for (Dataset each : alike.subList(1, alike.size())) {
            schema = Schemas.merge(schema, each.schema());
        }
        String key = key(alike.get(0).at().name());
        boolean named = alike.stream().allMatch(each -> key(each.at().name()).equals(key));
        List<String> keys = new ArrayList<>();
        keys.add(named ? key : "");
        keys.addAll(alike.get(0).keys());
        List<Leaf> leaves = new ArrayList<>();
        for (Dataset each : alike) {
            String value = named ? value(each.at().name()) : each.at().name();
            each.leaves().forEach(leaf -> leaves.add(leaf.under(value)));
        }
        return new Dataset(folder, schema, keys, leaves);
    }

    private static String key(String folder) {
        return folder.substring(0, Math.max(0, folder.indexOf('=')));
    }

    /** The value in a folder's name, where Hive writes some characters as {@code %2F}. */
    private static String value(String folder) {
        String value = folder.substring(folder.indexOf('=') + 1);
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return value;
        }
    }

    private FoundTable table(Dataset dataset) {
        boolean partitioned = !dataset.keys().isEmpty();
        return new FoundTable(
                dataset.at().name(),
                "s3://" + bucket + "/" + dataset.at().path(),
                dataset.schema(),
                dataset.keys(),
                partitioned ? dataset.leaves() : List.of(),
                dataset.leaves().stream().mapToLong(Leaf::files).sum(),
                dataset.leaves().stream().mapToLong(Leaf::bytes).sum(),
                dataset.leaves().get(0).compression());
    }
}
