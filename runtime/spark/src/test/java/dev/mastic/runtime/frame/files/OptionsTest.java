package dev.mastic.runtime.frame.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Options as scripts write them. */
class OptionsTest {

    private static final Options OPTIONS = Options.parse(
            "{\"withHeader\":\"True\",\"multiline\":true,\"quoteChar\":-1,\"paths\":[\"a\",\"b\"],\"exclusions\":\"[\\\"**.pdf\\\"]\","
                    + "\"path\":\"s3://b/p\",\"none\":null}");

    @Test
    void keysMatchInAnyCaseAndValuesInAnyForm() {
        assertThat(OPTIONS.flag("WITHHEADER")).isTrue();
        assertThat(OPTIONS.flag("multiLine")).isTrue();
        assertThat(OPTIONS.flag("missing", "true")).isTrue();
        assertThat(OPTIONS.text("quoteChar")).contains("-1");
        assertThat(OPTIONS.text("none")).isEmpty();
        assertThat(OPTIONS.list("paths")).containsExactly("a", "b");
        assertThat(OPTIONS.list("exclusions")).containsExactly("**.pdf");
        assertThat(OPTIONS.list("path")).containsExactly("s3://b/p");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> OPTIONS.flag("path")).hasMessage("path: \"s3://b/p\" (expected: true or false)");
        assertThatThrownBy(() -> OPTIONS.required("none")).hasMessage("option none is missing");
        assertThatThrownBy(() -> OPTIONS.refuse("quoteChar"))
                .hasMessage("not supported by Mastic: option quoteChar: -1");
        assertThatThrownBy(() -> Options.parse("[]")).hasMessageContaining("expected: an object");
    }
}
