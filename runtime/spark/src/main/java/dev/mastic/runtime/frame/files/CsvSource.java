package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.TypedText;
import dev.mastic.runtime.frame.csv.CsvColumns;
import dev.mastic.runtime.frame.csv.CsvDialect;
import dev.mastic.runtime.frame.csv.CsvReadFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** CSV: text columns named by the header or {@code col0}, {@code col1} and so on, or the columns of a table by position. */
final class CsvSource implements SourceFormat {

    private final Options format;
    private final Optional<StructType> table;

    private CsvSource(Options format, Optional<StructType> table) {
        this.format = format;
        this.table = table;
    }

    /** Files that name their columns themselves, or nobody does. */
    static CsvSource untyped(Options format) {
        return new CsvSource(format, Optional.empty());
    }

    /** Files whose columns a table declares; {@code skipLines} says how many lines come before the first record. */
    static CsvSource of(StructType table, Options format) {
        return new CsvSource(format, Optional.of(table));
    }

    @Override
    public Frame read(SourceFiles files) {
        CsvDialect dialect = dialect();
        CsvColumns columns = columns(dialect, files);
        StructType text = new StructType();
        for (String name : columns.names()) {
            text = text.add(name, DataTypes.StringType, true);
        }
        Dataset<Row> rows = files.grouped(text, CsvReadFormat.of(dialect, columns, files.texts()), Map.of());
        rows = FileColumns.add(rows, format);
        return table.isPresent() ? TypedText.frame(rows, table.orElseThrow()) : Frame.of(rows);
    }

    /** A quote counts at the start of a field only, which is what {@code strictCheckForQuoting} asks for, whether or not it does. */
    private CsvDialect dialect() {
        format.flag("strictCheckForQuoting");
        format.flag("optimizePerformance");
        String quote = format.text("quoteChar").orElse("\"");
        String escape = format.text("escaper").orElse("");
        return new CsvDialect(
                format.text("separator").orElse(","),
                quote.equals("-1") ? "" : quote,
                escape.equalsIgnoreCase("none") || escape.equals("-1") ? "" : escape,
                format.flag("multiLine"),
                format.text("encoding").filter(text -> !text.isEmpty()).orElse("UTF-8"));
    }

    private CsvColumns columns(CsvDialect dialect, SourceFiles files) {
        boolean header = format.flag("withHeader");
        int skipped = format.flag("skipFirst") ? 1 : 0;
        if (table.isPresent()) {
            int lines = Math.toIntExact(format.number("skipLines").orElse(header ? 1 : 0));
            return CsvColumns.byPosition(List.of(table.orElseThrow().fieldNames()), lines + skipped);
        }
        List<List<String>> firsts = CsvReadFormat.firsts(
                dialect,
                files.texts(),
                files.spark().sessionState().newHadoopConf(),
                files.files().files());
        return header ? CsvColumns.named(firsts, skipped) : CsvColumns.numbered(firsts, skipped);
    }
}
