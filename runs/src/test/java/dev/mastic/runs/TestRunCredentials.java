package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestRunCredentials {
    private final World world = new World(1);
    private final List<Instant> opened = new ArrayList<>();
    private final RunCredentials credentials = new RunCredentials(new RunHolders(world.rows), this::open, world.clock);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theHolderOfTheRunIsGivenCredentials() {
        Run run = world.running(Settings.plain());
        assertThat(credentials.answer(run.id(), run.hold().credentialsToken()).orElseThrow())
                .isEqualTo(
                        "{\"RoleArn\":\"arn:aws:iam::000000000000:role/etl\",\"AccessKeyId\":\"ASIA1\","
                                + "\"SecretAccessKey\":\"secret\",\"Token\":\"token\",\"Expiration\":\"2026-01-01T13:00:00Z\"}");
    }

    @Test
    void nobodyElseIs() {
        Run run = world.running(Settings.plain());
        String token = run.hold().credentialsToken();
        assertThat(credentials.answer(run.id(), token.substring(1))).isEmpty();
        assertThat(credentials.answer(run.id(), "")).isEmpty();
        assertThat(credentials.answer("jr_nope", token)).isEmpty();
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        assertThat(credentials.answer(run.id(), token)).as("the run has ended").isEmpty();
    }

    @Test
    void anEarlierClaimsTokenIsWorthNothing() {
        Run run = world.start();
        world.dispatcher.tick();
        String earlier = world.row(run).hold().credentialsToken();
        world.machine.of(run.id()).vanish();
        world.watcher.tick();
        world.dispatcher.tick();
        assertThat(credentials.answer(run.id(), earlier)).isEmpty();
        assertThat(credentials.answer(run.id(), world.row(run).hold().credentialsToken()))
                .isPresent();
    }

    @Test
    void credentialsAreRenewedBeforeTheyEnd() {
        Run run = world.running(Settings.plain());
        String token = run.hold().credentialsToken();
        credentials.answer(run.id(), token);
        world.clock.advance(Duration.ofMinutes(44));
        credentials.answer(run.id(), token);
        assertThat(opened).hasSize(1);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(credentials.answer(run.id(), token).orElseThrow()).contains("13:45:00Z");
        assertThat(opened).hasSize(2);
    }

    @Test
    void aSessionDoesNotPrintItsSecrets() {
        assertThat(open(Settings.run("jr_1", RunState.STARTING)).toString()).doesNotContain("secret", "token");
        Run run = Settings.run("jr_1", RunState.STARTING).claimed("hidden-value", Settings.NOON);
        assertThat(run.toString()).doesNotContain("hidden-value");
    }

    private RoleSession open(Run run) {
        Instant now = world.clock.instant();
        opened.add(now);
        return new RoleSession(
                "arn:aws:iam::000000000000:role/etl", "ASIA1", "secret", "token", now.plusSeconds(3_600));
    }
}
