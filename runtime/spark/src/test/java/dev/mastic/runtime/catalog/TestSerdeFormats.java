package dev.mastic.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSerdeFormats {
    private static final String LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "orc", "avro", "json", "csv"})
    void whatASourceWritesItsSerdeReadsBack(String source) {
        SerdeFormats.Serde serde = SerdeFormats.serdeOf(source, Map.of()).orElseThrow();

        assertThat(SerdeFormats.sourceOf(serde.inputFormat(), serde.library(), serde.parameters()))
                .hasValueSatisfying(back -> assertThat(back.name()).isEqualTo(source));
    }

    @Test
    void aCsvSeparatorSurvivesTheWayThroughTheSerde() {
        SerdeFormats.Serde serde =
                SerdeFormats.serdeOf("csv", Map.of("sep", ";", "quote", "'")).orElseThrow();

        assertThat(SerdeFormats.sourceOf(serde.inputFormat(), serde.library(), serde.parameters())
                        .orElseThrow()
                        .options())
                .containsEntry("sep", ";")
                .containsEntry("quote", "'");
    }

    @Test
    void delimitedTextHasHivesDefaults() {
        Map<String, String> options =
                SerdeFormats.sourceOf(null, LAZY, Map.of()).orElseThrow().options();

        assertThat(options)
                .containsEntry("sep", "\u0001")
                .containsEntry("quote", "")
                .containsEntry("nullValue", "\\N")
                .containsEntry("header", "false");
    }

    @Test
    void skippedHeaderLinesAreAHeader() {
        assertThat(SerdeFormats.sourceOf(null, LAZY, Map.of("skip.header.line.count", "1", "field.delim", ","))
                        .orElseThrow()
                        .options())
                .containsEntry("header", "true")
                .containsEntry("sep", ",");
    }

    @Test
    void aSerdeThatSparkHasNoSourceForIsNotGuessed() {
        assertThat(SerdeFormats.sourceOf(
                        "org.apache.hadoop.mapred.TextInputFormat", "com.amazonaws.glue.serde.GrokSerDe", Map.of()))
                .isEmpty();
    }
}
