package dev.mastic.runtime.frame.csv;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns of files of CSV: from a header, one for all files or one of each, or by position.
 *
 * @param names of all columns of all files, or of the table's columns by position
 * @param header whether the first record of a file is a header
 * @param own whether a file's own header says which of the names its fields have
 * @param skipped the records that follow the header and are passed over
 */
public record CsvColumns(List<String> names, boolean header, boolean own, int skipped) implements Serializable {

    public CsvColumns {
        names = List.copyOf(names);
    }

    /** The columns of a table, by position. */
    public static CsvColumns byPosition(List<String> names, int skipped) {
        return new CsvColumns(names, false, false, skipped);
    }

    /** Columns {@code col0}, {@code col1} and so on, as many as the widest of these records has. */
    public static CsvColumns numbered(List<List<String>> firsts, int skipped) {
        int width = firsts.stream().mapToInt(List::size).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            names.add("col" + i);
        }
        return new CsvColumns(names, false, false, skipped);
    }

    /** The columns that these headers name. */
    public static CsvColumns named(List<List<String>> headers, int skipped) {
        Set<List<String>> distinct = new LinkedHashSet<>();
        headers.stream()
                .filter(header -> !header.isEmpty())
                .map(CsvColumns::unique)
                .forEach(distinct::add);
        Set<String> names = new LinkedHashSet<>();
        distinct.forEach(names::addAll);
        return new CsvColumns(List.copyOf(names), true, distinct.size() > 1, skipped);
    }

    /** Names of which none is empty and no two are equal but for their case, as Spark makes them too. */
    static List<String> unique(List<String> header) {
        Map<String, Integer> counts = new HashMap<>();
        header.forEach(name -> counts.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                names.add("col" + i);
            } else {
                names.add(counts.getOrDefault(name.toLowerCase(Locale.ROOT), 0) > 1 ? name + i : name);
            }
        }
        return names;
    }

    int before() {
        return (header ? 1 : 0) + skipped;
    }
}
