package dev.mastic.runtime.frame.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in texts; the expected values are those of CPython 3.11. */
class PythonNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "12,12",
        "' +1_000\n',1000",
        "-0,0",
        "000000000000000000000000012,12",
        "٣٤,34",
        "9223372036854775807,9223372036854775807",
        "9223372036854775808,9223372036854775807",
        "-9223372036854775809,-9223372036854775808"
    })
    void textsOfIntegers(String text, long value) {
        assertThat(PythonNumbers.toInt(UTF8String.fromString(text))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1__0", "_1", "1_", "+", "1.0", "1e3", "0x10", "1 2", "\u001c12", "1\u0000", "+-1"})
    void noIntegers(String text) {
        assertThat(PythonNumbers.toInt(UTF8String.fromString(text))).isNull();
    }

    @Test
    void moreDigitsThanPythonReadsAreNoInteger() {
        assertThat(PythonNumbers.toInt(UTF8String.fromString("9".repeat(4300)))).isEqualTo(Long.MAX_VALUE);
        assertThat(PythonNumbers.toInt(UTF8String.fromString("9".repeat(4301)))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "' 1e3 ',1000",
        ".5,0.5",
        "5.,5",
        "1_0.0_1e1_0,100100000000",
        "-Infinity,-Infinity",
        "nan,NaN"
    })
    void textsOfFloats(String text, Double value) {
        assertThat(PythonNumbers.toFloat(UTF8String.fromString(text))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5d", "1f", "infinit", "1._0", "e1", "1e", "0x1p3", "."})
    void noFloats(String text) {
        assertThat(PythonNumbers.toFloat(UTF8String.fromString(text))).isNull();
    }
}
