package dev.mastic.services.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ServiceException;
import org.junit.jupiter.api.Test;
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
                "{ $.a = 1.0 } ~ {\"a\": 1} ~ true",
                "?ERROR -debug ~ INFO: fine ~ true",
                "?ERROR -debug ~ ERROR debug ~ false",
                "[host, user, status = 4*] ~ h u 404 ~ true",
                "[host, user, status = 4*] ~ h u 500 ~ false",
                "[host, user, status = 4*] ~ h 404 ~ false",
                "[host, ..., status >= 500, bytes] ~ h \"GET /x y\" [1/Jan 10:00] 503 17 ~ true",
                "[host, ..., status >= 500, bytes] ~ h \"GET /x y\" [1/Jan 10:00] 200 17 ~ false",
                "[..., w = ERROR || w = WARN] ~ all is WARN ~ true",
                "[w != ERROR && w != WARN, ...] ~ INFO all is fine ~ true",
                "[w1 = %^E%, w2] ~ ERROR here ~ true",
                "[a, b, c] ~ one \"two words\" [three more words] ~ true"
            })
    void matches(String pattern, String message, boolean expected) {
        assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a, b",
                "[a > x]",
                "[..., b, ...]",
                "[a ~ 1]",
                "{ $.a = }",
                "{ a = 1 }",
                "{ $.a = 1",
                "%[%",
                "\"open"
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatternThatTakesForEverIsRefused() {
        assertThatThrownBy(() -> FilterPattern.parse("%.*a.*a.*a.*a.*a.*a.*b%").test("a".repeat(2_000)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void aLongMessageIsLookedThrough() {
        String fields = "\"" + "x \\\" ".repeat(100_000) + "\" end";
        assertThat(FilterPattern.parse("[..., last = end]").test(fields)).isTrue();
        assertThat(FilterPattern.parse("%end$%").test("y".repeat(1_000_000) + "end"))
                .isTrue();
    }
}
