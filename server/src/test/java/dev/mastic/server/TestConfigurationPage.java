package dev.mastic.server;

import dev.mastic.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

/** docs/reference/configuration.md is what {@link Property} says. */
class TestConfigurationPage {
    @Test
    void thePageIsWhatTheTableSays() {
        GeneratedPage.of("docs/reference/configuration.md").mustBe(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Written by `make docs` from the table in server/src/main/java/dev/mastic/server/Property.java -->

                Every property can be given as a flag of `mastic server`, as an environment variable, or as a line `name=value` of
                the file that `--config FILE` (or `MASTIC_CONFIG`) names. A flag beats a variable, a variable beats the file.

                | property, flag | variable | unit | default | meaning |
                | --- | --- | --- | --- | --- |
                """);
        for (Property property : Property.values()) {
            page.append("| `--%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            property.key(),
                            property.variable(),
                            property.unit(),
                            property.fallback().isEmpty() ? "" : "`" + property.fallback() + "`",
                            property.meaning()));
        }
        return page.toString();
    }
}
