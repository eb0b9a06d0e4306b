package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.inference.DataType;
import dev.mastic.services.crawlers.inference.Field;
import dev.mastic.services.crawlers.inference.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which files and folders belong together.
 *
 * <p>Source: "How does a crawler determine when to create partitions" in the Glue developer guide: the same format, and
 * schemas that are alike. How much alike, AWS tells as more than 70 %.
 */
final class Schemas {
    private static final double SIMILAR_MIN = 0.7;
    // What a reader must know, and know the same for all files.
    private static final List<String> BINDING = List.of("delimiter", "rowTag", "grokPattern", "jsonPath");

    private final boolean combineCompatible;

    Schemas(boolean combineCompatible) {
        this.combineCompatible = combineCompatible;
    }

    boolean belongTogether(Finding one, Finding other) {
        return haveOneFormat(one, other)
                && (combineCompatible || similarity(one.fields(), other.fields()) >= SIMILAR_MIN);
    }

    /** Whether folders belong together that say so by their names: {@code day=1} and {@code day=2}. */
    boolean belongTogetherByName(Finding one, Finding other) {
        return haveOneFormat(one, other) && (combineCompatible || similarity(one.fields(), other.fields()) > 0);
    }

    private static boolean haveOneFormat(Finding one, Finding other) {
        return one.classification().equals(other.classification())
                && BINDING.stream()
                        .allMatch(option -> one.options()
                                .getOrDefault(option, "")
                                .equals(other.options().getOrDefault(option, "")));
    }

    static Finding merge(Finding one, Finding other) {
        Map<String, String> options = new HashMap<>(other.options());
        options.putAll(one.options());
        if (other.options().getOrDefault("serde", "").equals("OpenCSVSerDe")) {
            options.putAll(other.options());
        }
        OptionalLong rows = one.rows().isPresent() && other.rows().isPresent()
                ? OptionalLong.of(one.rows().orElseThrow() + other.rows().orElseThrow())
                : OptionalLong.empty();
        return new Finding(
                one.classification(),
                DataType.merge(one.fields(), other.fields()),
                options,
                rows,
                Math.min(one.certainty(), other.certainty()));
    }

    /** Columns as the catalog has them: in lower case, each name once, text where nothing was seen. */
    static List<Field> columns(Finding finding) {
        Map<String, DataType> columns = new LinkedHashMap<>();
        finding.fields()
                .forEach(field -> columns.merge(
                        field.name().toLowerCase(Locale.ROOT), DataType.settled(field.type()), DataType::merge));
        List<Field> fields = new ArrayList<>();
        columns.forEach((name, type) -> fields.add(new Field(name, type)));
        return fields;
    }

    private static double similarity(List<Field> one, List<Field> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty() ? 1 : 0;
        }
        Map<String, DataType> types = new HashMap<>();
        one.forEach(field -> types.put(field.name().toLowerCase(Locale.ROOT), field.type()));
        long common = other.stream()
                .filter(field -> {
                    DataType type = types.get(field.name().toLowerCase(Locale.ROOT));
                    return type != null && agree(type, field.type());
                })
                .count();
        return (double) common / Math.max(one.size(), other.size());
    }

    private static boolean agree(DataType one, DataType other) {
        DataType merged = DataType.merge(one, other);
        return one.equals(other) || !merged.equals(DataType.STRING) || one.equals(DataType.NOTHING);
    }
}
