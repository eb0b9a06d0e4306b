package dev.mastic.runs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIsolation {
    @TempDir
    private Path data;

    @Test
    void whoWantsNoneGetsTheCommandAsItIs() {
        Isolation none = Isolation.probe(Isolation.Wish.NONE, data, List.of());
        assertThat(none.description()).isEqualTo("none (driver.isolation is none)");
        assertThat(none.wrap(List.of("true"), data.resolve("drivers/d"))).containsExactly("true");
    }

    @Test
    void anIsolatedDriverSeesItsOwnDirectoryAndNotTheServers() throws IOException, InterruptedException {
        Path driver = Files.createDirectories(data.resolve("drivers/one"));
        Files.createDirectories(data.resolve("drivers/other"));
        Files.createDirectories(data.resolve("modules"));
        Files.createDirectories(data.resolve("compiled"));
        Files.writeString(data.resolve("mastic.db"), "secret");
        Isolation isolation = Isolation.probe(Isolation.Wish.AUTO, data, List.of());
        if (!isolation.isThere()) {
            // The system cannot do it: that is said, and nothing else changes.
            assertThat(isolation.description()).startsWith("none (").contains("b");
            assertThat(isolation.wrap(List.of("true"), driver)).containsExactly("true");
            return;
        }
        String script = "ls %s %s/drivers; echo written > %s/exit; cat /proc/1/comm; touch /usr/x 2>&1 || echo refused"
                .formatted(data, data, driver);
        Process process = new ProcessBuilder(isolation.wrap(List.of("sh", "-c", script), driver))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .contains("compiled", "modules", "one", "bwrap", "refused")
                .doesNotContain("mastic.db", "other");
        assertThat(driver.resolve("exit")).hasContent("written");
    }
}
