package dev.mastic.services.crawlers.inference;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a CSV file beforehand.
 *
 * @param delimiter between fields; found out when it is empty
 * @param quote around fields
 * @param header whether the first line names the columns
 * @param names the columns' names; taken from the header when there are none
 * @param types the columns' types by position, as Hive writes them; found out where there is none
 * @param trimming whether spaces around a value are no part of it
 * @param singleColumn whether a file of one column is CSV
 * @param serde the one to read with: {@code OpenCSVSerDe}, {@code LazySimpleSerDe} or whichever fits
 * @param custom whether somebody said all this; nothing is guessed then that was said
 */
public record CsvOptions(
        Optional<Character> delimiter,
        char quote,
        Header header,
        List<String> names,
        List<String> types,
        boolean trimming,
        boolean singleColumn,
        Optional<String> serde,
        boolean custom) {
    /** Whether the first line names the columns. */
    public enum Header {
        UNKNOWN,
        PRESENT,
        ABSENT
    }

    public static final CsvOptions BUILT_IN = new CsvOptions(
            Optional.empty(), '"', Header.UNKNOWN, List.of(), List.of(), true, false, Optional.empty(), false);

    public CsvOptions {
        requireNonNull(delimiter, "delimiter");
        requireNonNull(header, "header");
        names = List.copyOf(names);
        types = List.copyOf(types);
        requireNonNull(serde, "serde");
    }
}
