package dev.mastic.runtime.frame.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import dev.mastic.runtime.frame.Presence;
import dev.mastic.runtime.frame.SchemaTree;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inference over texts, without Spark. */
class ObservationTest {

    private static Observation of(String... texts) throws IOException {
        Observation seen = new Observation();
        for (String text : texts) {
            List<Observation.Undo> undo = new ArrayList<>();
            try (JsonParser parser = JsonRecords.FACTORY.createParser(text)) {
                JsonRecords.read(parser, record -> seen.observe(record, 1, undo));
            }
        }
        return seen;
    }

    private static Presence presence(Type.Struct schema, String name) {
        return requireNonNull(schema.fields().get(name)).presence();
    }

    @Test
    void everyFieldSaysWhetherItIsNullOrMissingSomewhere() throws IOException {
        Type.Struct schema = of("{\"a\":1,\"b\":null,\"c\":1}", "{\"a\":2,\"b\":1}", "{\"a\":3,\"b\":2,\"c\":null}")
                .schema();
        assertThat(presence(schema, "a")).isEqualTo(Presence.ALWAYS);
        assertThat(presence(schema, "b")).isEqualTo(Presence.NULLABLE);
        assertThat(presence(schema, "c")).isEqualTo(Presence.UNCERTAIN);
    }

    @Test
    void partsMergeAsIfOneHadSeenAll() throws IOException {
        String[] texts = {
            "{\"a\":1,\"s\":{\"x\":1}}", "{\"s\":{\"y\":[1,\"b\"]},\"a\":2.5}", "{\"z\":9999999999,\"a\":true}"
        };
        Observation apart = of(texts[0]);
        apart.merge(of(texts[1]));
        apart.merge(of(texts[2]));
        assertThat(apart.schema()).isEqualTo(of(texts).schema());
        assertThat(SchemaTree.write(apart.schema())).isEqualTo("""
                        root
                        |-- a: choice
                        |    |-- boolean
                        |    |-- double
                        |    |-- int
                        |-- s: struct
                        |    |-- x: int
                        |    |-- y: array
                        |    |    |-- element: choice
                        |    |    |    |-- int
                        |    |    |    |-- string
                        |-- z: long
                        """);
    }

    @Test
    void aMalformedTextLeavesNoTrace() throws IOException {
        Observation seen = of("{\"a\":1}");
        Type.Struct before = seen.schema();
        String text = "{\"a\":\"x\",\"new\":{\"deep\":[1]},\"b\":";
        List<Observation.Undo> undo = new ArrayList<>();
        for (int sign : new int[] {1, -1}) {
            List<Observation.Undo> log = sign > 0 ? undo : new ArrayList<>();
            try (JsonParser parser = JsonRecords.FACTORY.createParser(text)) {
                JsonRecords.read(parser, record -> seen.observe(record, sign, log));
            } catch (JacksonException malformed) {
                assertThat(malformed).hasMessageContaining("end-of-input");
            }
        }
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        assertThat(seen.schema()).isEqualTo(before);
    }
}
