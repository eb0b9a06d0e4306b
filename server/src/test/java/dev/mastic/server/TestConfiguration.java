package dev.mastic.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runs.local.DriverPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestConfiguration {
    private static final Configuration DEFAULTS = configuration(List.of(), Map.of());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyPropertyIsReadFromAFlag(Property property) {
        assertThat(configuration(flags(property), Map.of()).toString()).isNotEqualTo(DEFAULTS.toString());
    }

    @ParameterizedTest
    @EnumSource
    void everyPropertyIsReadFromTheEnvironment(Property property) {
        Map<String, String> environment = new java.util.HashMap<>();
        environment.put(property.variable(), other(property));
        partner(property).ifPresent(partner -> environment.put(partner.variable(), "secret"));

        assertThat(configuration(List.of(), environment).toString()).isNotEqualTo(DEFAULTS.toString());
    }

    @Test
    void aFlagBeatsTheEnvironmentAndThatTheFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("mastic.properties"), "pool.size=1\nruns.max=1\nregion=eu-west-1\n");

        Configuration configuration = configuration(
                List.of("--config", file.toString(), "--pool.size=3"),
                Map.of("MASTIC_POOL_SIZE", "2", "MASTIC_RUNS_MAX", "2"));

        assertThat(configuration.runs().pool()).isEqualTo(new DriverPool.Size(3, 3));
        assertThat(configuration.runs().runsMax()).isEqualTo(2);
        assertThat(configuration.account().region()).isEqualTo("eu-west-1");
    }

    @Test
    void aPropertyThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> configuration(List.of("--pool.sise", "3"), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no property pool.sise");
    }

    @Test
    void aBadValueIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> configuration(List.of("--pool.size", "many"), Map.of()))
                .hasMessage("pool.size: many (expected: drivers, a whole number from 0 to 64)");
        assertThatThrownBy(() -> configuration(List.of("--listen", "4566"), Map.of()))
                .hasMessageContaining("listen: 4566 (expected: host:port");
        assertThatThrownBy(() -> configuration(List.of("--account.id", "12"), Map.of()))
                .hasMessageContaining("12 digits");
    }

    @Test
    void theSecretIsNotPrinted() {
        Configuration configuration = configuration(
                List.of("--root.access-key-id", "AKIDEXAMPLE", "--root.secret-access-key", "hush"),
                Map.of("MASTIC_DATABASE", "postgresql://ana:hush@db/mastic"));

        assertThat(configuration.toString()).contains("AKIDEXAMPLE").doesNotContain("hush");
    }

    private static Configuration configuration(List<String> arguments, Map<String, String> environment) {
        return Configuration.of(Settings.read(arguments, environment));
    }

    private static List<String> flags(Property property) {
        List<String> flags = new java.util.ArrayList<>(List.of("--" + property.key(), other(property)));
        partner(property).ifPresent(partner -> flags.addAll(List.of("--" + partner.key(), "secret")));
        return flags;
    }

    /** The property that a property does not go without. */
    private static java.util.Optional<Property> partner(Property property) {
        return switch (property) {
            case ROOT_ACCESS_KEY_ID -> java.util.Optional.of(Property.ROOT_SECRET_ACCESS_KEY);
            case ROOT_SECRET_ACCESS_KEY -> java.util.Optional.of(Property.ROOT_ACCESS_KEY_ID);
            default -> java.util.Optional.empty();
        };
    }

    /** A valid value that is not the default. */
    private static String other(Property property) {
        return switch (property) {
            case DATA_DIR, DRIVER_HOME -> "/somewhere/else";
            case DATABASE -> "postgresql://ana:hush@db/mastic";
            case LISTEN -> "127.0.0.2:0";
            case DRIVER_ISOLATION -> "auto";
            case ACCOUNT_ID -> "111122223333";
            case API_BODY_MAX, SIGNATURE_SKEW_EXTRA, RUN_STOP_GRACE, RUNS_QUEUED_MAX, RUNS_RETENTION, SHUTDOWN_DRAIN ->
                "2048";
            case DISK_FREE_MIN, POOL_MEMORY_MAX -> "4096";
            case HTTP_THREADS_MAX, POOL_SIZE, RUNS_MAX, DRIVER_CORES -> "9";
            case ROOT_ACCESS_KEY_ID,
                    ROOT_SECRET_ACCESS_KEY,
                    REGION,
                    DRIVER_JAVA,
                    DRIVER_PYTHON,
                    DRIVER_PYTHON_PATH,
                    DRIVER_HEAP,
                    FAILPOINT -> "other";
        };
    }
}
