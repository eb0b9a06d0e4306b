package dev.mastic.services.crawlers.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestClassifiers {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "id,name/1,a/2,b                  ! id:bigint name:string",
                "id,name/a,b/c,d                  ! col0:string col1:string",
                "2024,2025/1,2/3,4                ! col0:bigint col1:bigint",
                "a,a/1,2/3,4                      ! col0:string col1:string",
                "x;y/1;2,5/2;3,5                  ! x:bigint y:string",
                "n,flag,f/1,true,1.5/,FALSE,1e3   ! n:bigint flag:boolean f:double",
                "n,m/99999999999999999999,1/1,1   ! n:double m:bigint",
                "when,n/2026-01-01,1/2026-01-02,2 ! when:string n:bigint",
            })
    void aHeaderIsToldFromData(String lines, String columns) throws IOException {
        assertThat(columns(classify(new CsvClassifier(CsvOptions.BUILT_IN), lines.replace('/', '\n'))
                        .orElseThrow()))
                .isEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "a,b", "no columns\nin this text\nat all\n", "a,b\nc\nd,e,f\ng\n"})
    void whatIsNotRegularIsNoCsv(String text) throws IOException {
        assertThat(classify(new CsvClassifier(CsvOptions.BUILT_IN), text)).isEmpty();
    }

    @Test
    void aQuotedFieldMayHoldLines() throws IOException {
        Finding found = classify(new CsvClassifier(CsvOptions.BUILT_IN), "id,t\n1,\"two\nlines\"\n2,\"x\"\n")
                .orElseThrow();
        assertThat(columns(found)).isEqualTo("id:bigint t:string");
        assertThat(found.options()).containsEntry("serde", "OpenCSVSerDe").containsEntry("quoteChar", "\"");
    }

    @Test
    void aPatternThatNeverEndsIsGivenUp() throws IOException {
        GrokClassifier hard = GrokClassifier.of("x", "%{HARD:all}", "HARD ((a+)+)+b");
        assertThat(classify(hard, "a".repeat(5_000) + "\n")).isEmpty();
    }

    @Test
    void pathsThatAreNoneAreToldBeforehand() {
        assertThat(JsonClassifier.at("$.a['b c'][*].d")).isPresent();
        assertThat(JsonClassifier.at("$")).isPresent();
        for (String wrong : new String[] {"a", "$..a", "$[0]", "$.a[?(@.b)]", "$."}) {
            assertThat(JsonClassifier.at(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void typesGrowTogether() {
        assertThat(DataType.merge(DataType.INT, DataType.DOUBLE)).isEqualTo(DataType.DOUBLE);
        assertThat(DataType.merge(DataType.INT, DataType.BOOLEAN)).isEqualTo(DataType.STRING);
        assertThat(DataType.merge(DataType.NOTHING, DataType.DATE)).isEqualTo(DataType.DATE);
        assertThat(DataType.settled(new DataType.ArrayOf(DataType.NOTHING)).text())
                .isEqualTo("array<string>");
    }

    /** Whatever is in a file, a classifier finds it, does not, or says that it is damaged. */
    @Test
    void noBytesHurt() {
        Random random = new Random(7);
        String[] starts = {
            "PAR1", "ORC", "Obj\u0001", "{", "<a>", "\u00E0\u0001\u0000\u00EA", "\u001F\u008B", "BZh9", "PK\u0003\u0004"
        };
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(300) + 12];
            random.nextBytes(bytes);
            byte[] start = starts[round % starts.length].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(start, 0, bytes, 0, start.length);
            if (round % starts.length == 0) {
                System.arraycopy(
                        new byte[] {(byte) (bytes.length - 12), 0, 0, 0, 'P', 'A', 'R', '1'},
                        0,
                        bytes,
                        bytes.length - 8,
                        8);
            }
            for (Classifier classifier : BuiltIn.all()) {
                try {
                    classifier.classify(sample(bytes));
                } catch (DamagedFileException told) {
                    assertThat(told.getMessage()).isNotBlank();
                } catch (IOException | RuntimeException e) {
                    throw new AssertionError("round " + round + ": " + classifier, e);
                }
            }
        }
    }

    @Test
    void aFooterThatLiesAboutItsLengthIsDamaged() {
        byte[] bytes = "PAR1....\u00FF\u00FF\u00FF\u007FPAR1".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new ParquetClassifier().classify(sample(bytes)))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("cannot have 2147483647 bytes");
    }

    private static Optional<Finding> classify(Classifier classifier, String text) throws IOException {
        return classifier.classify(sample(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Sample sample(byte[] bytes) {
        return new Sample(
                "file",
                bytes.length,
                Sample.HEAD_BYTES_MAX,
                (offset, length) ->
                        Arrays.copyOfRange(bytes, (int) offset, Math.min(bytes.length, (int) offset + length)));
    }

    private static String columns(Finding found) {
        return String.join(
                " ",
                found.fields().stream()
                        .map(field -> field.name() + ":"
                                + DataType.settled(field.type()).text())
                        .toList());
    }
}
