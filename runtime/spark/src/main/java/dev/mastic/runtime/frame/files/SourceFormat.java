package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A format in which the files of a source are read. */
interface SourceFormat {

    Frame read(SourceFiles files);

    /** The format of a name, in any case, with its options. */
    static SourceFormat of(String name, Options format) {
        Logger log = LoggerFactory.getLogger(SourceFormat.class);
        String plain = name.toLowerCase(Locale.ROOT);
        format.namesBeside(known(plain))
                .forEach(option -> log.warn("format {} has no option {}: ignored", name, option));
        return switch (plain) {
            case "csv" -> CsvSource.untyped(format);
            case "json" -> new RecordSource(RecordSyntax.json(format), format);
            case "xml" -> new RecordSource(RecordSyntax.xml(format), format);
            case "groklog" -> new RecordSource(RecordSyntax.grok(format), format);
            case "ion" -> new RecordSource(RecordSyntax.ion(), format);
            case "avro" -> new AvroSource(format);
            case "parquet", "orc" -> new ColumnarSource(plain, format);
            case "glueparquet" ->
                throw new NotSupported("format \"glueparquet\" as a source, it only writes", "parquet");
            default -> throw new NotSupported("format \"" + name + "\"", FileSource.FORMATS);
        };
    }

    private static Set<String> known(String name) {
        return switch (name) {
            case "csv" ->
                Set.of(
                        "callSite",
                        "separator",
                        "escaper",
                        "quoteChar",
                        "multiLine",
                        "withHeader",
                        "writeHeader",
                        "skipFirst",
                        "optimizePerformance",
                        "strictCheckForQuoting",
                        "encoding",
                        "attachFilename",
                        "attachTimestamp");
            case "json" ->
                Set.of(
                        "callSite",
                        "jsonPath",
                        "multiLine",
                        "optimizePerformance",
                        "withSchema",
                        "attachFilename",
                        "attachTimestamp");
            case "xml" ->
                Set.of(
                        "callSite",
                        "rowTag",
                        "encoding",
                        "excludeAttribute",
                        "treatEmptyValuesAsNulls",
                        "attributePrefix",
                        "valueTag",
                        "ignoreSurroundingSpaces",
                        "withSchema",
                        "attachFilename",
                        "attachTimestamp");
            case "groklog" ->
                Set.of(
                        "callSite",
                        "logFormat",
                        "customPatterns",
                        "MISSING",
                        "LineCount",
                        "StrictMode",
                        "withSchema",
                        "attachFilename",
                        "attachTimestamp");
            case "avro" -> Set.of("callSite", "version", "attachFilename", "attachTimestamp");
            default -> Set.of("callSite", "withSchema", "attachFilename", "attachTimestamp");
        };
    }
}
