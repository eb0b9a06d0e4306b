package dev.mastic.services.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFilterPattern {
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`` ~ anything ~ true",
                "ERROR ~ an ERROR here ~ true",
                "ERROR ~ an error here ~ false",
                "ERROR memory ~ ERROR: out of memory ~ true",
                "ERROR memory ~ ERROR: out of disk ~ false",
                "?ERROR ?WARN ~ WARN: careful ~ true",
                "?ERROR ?WARN ~ INFO: fine ~ false",
                "ERROR -Exiting ~ ERROR 1 ~ true",
                "ERROR -Exiting ~ ERROR Exiting ~ false",
                "\"out of memory\" ~ ERROR: out of memory ~ true",
                "\"out of memory\" ~ memory out of ~ false",
                "%[0-9]{3}% ~ status 404 ~ true",
                "%[0-9]{3}% ~ status ok ~ false",
                "{ $.level = \"ERROR\" } ~ {\"level\": \"ERROR\"} ~ true",
                "{ $.level = \"ERR*\" } ~ {\"level\": \"ERROR\"} ~ true",
                "{ $.level = \"ERROR\" } ~ level=ERROR ~ false",
                "{ $.code >= 500 && $.path != \"/ping\" } ~ {\"code\": 503, \"path\": \"/x\"} ~ true",
                "{ $.code >= 500 && $.path != \"/ping\" } ~ {\"code\": 503, \"path\": \"/ping\"} ~ false",
                "{ ($.a = 1) || ($.b[0].c = 2) } ~ {\"b\": [{\"c\": 2}]} ~ true",
                "{ $.a IS NULL } ~ {\"a\": null} ~ true",
                "{ $.a NOT EXISTS } ~ {\"b\": 1} ~ true",
                "{ $.a IS TRUE } ~ {\"a\": true} ~ true",
                "{ $.a = 1.0 } ~ {\"a\": 1} ~ true"
            })
    void matches(String pattern, String message, boolean expected) {
        assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, b]", "{ $.a = }", "{ a = 1 }", "{ $.a = 1", "%[%", "\"open"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
