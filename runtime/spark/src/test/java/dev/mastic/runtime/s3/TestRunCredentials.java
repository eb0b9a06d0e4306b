package dev.mastic.runtime.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.SdkClientException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TestRunCredentials {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/credentials", exchange -> {
            boolean known = "the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String end = clock.instant().plus(Duration.ofHours(1)).toString();
            byte[] body = ("{\"AccessKeyId\":\"AK" + asked.incrementAndGet()
                            + "\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"" + end + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? status : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theFirstCredentialsServeUntilFiveMinutesBeforeTheyExpire() {
        RunCredentials credentials = credentials(Duration.ofHours(1));

        clock.set(START.plus(Duration.ofMinutes(54)));
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK0");
        clock.set(START.plus(Duration.ofMinutes(56)));
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK1");
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK1");
    }

    @Test
    void anEndpointThatFailsIsAskedAgainLaterAndTheOldCredentialsServe() {
        RunCredentials credentials = credentials(Duration.ofHours(1));
        status = 500;

        clock.set(START.plus(Duration.ofMinutes(56)));
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK0");
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK0");
        assertThat(asked).hasValue(1);
        status = 200;
        clock.set(START.plus(Duration.ofMinutes(57)));
        assertThat(credentials.session().accessKeyId()).isEqualTo("AK2");
    }

    @Test
    void expiredCredentialsWithoutNewerOnesAreAnError() {
        RunCredentials credentials = credentials(Duration.ofHours(1));
        status = 500;

        clock.set(START.plus(Duration.ofMinutes(61)));
        assertThatThrownBy(credentials::session)
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(new RunCredentials.Session("AK", "very-secret", "tok", START).toString())
                .doesNotContain("very-secret", "tok");
        assertThat(new RunCredentials.Source(URI.create("http://x"), "tok").toString())
                .doesNotContain("tok");
    }

    private RunCredentials credentials(Duration life) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/credentials");
        return new RunCredentials(
                new RunCredentials.Session("AK0", "s", "t", START.plus(life)),
                Optional.of(new RunCredentials.Source(uri, "the-token")),
                clock);
    }

    private static final class SettableClock extends Clock {
        private Instant now = START;

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
