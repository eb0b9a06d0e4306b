package dev.mastic.runtime.s3;

import com.amazonaws.SdkClientException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The credentials of the run that this process serves: those it came with, then newer ones from the container-credentials
 * endpoint, asked for before the old ones expire.
 */
public final class RunCredentials {
    static final Duration AHEAD_OF_EXPIRY = Duration.ofMinutes(5);
    static final Duration BETWEEN_FAILED_REFRESHES = Duration.ofSeconds(10);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private static volatile Optional<RunCredentials> current = Optional.empty();

    private final Optional<Source> source;
    private final Clock clock;
    private volatile Session session;
    private volatile Instant nextRefresh;

    /** Temporary credentials and when they end. */
    public record Session(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
        @Override
        public String toString() {
            return "Session[" + accessKeyId + ", hidden, until " + expiration + "]";
        }
    }

    /** Where newer credentials are had, and the token that opens it. */
    public record Source(URI uri, String token) {
        @Override
        public String toString() {
            return "Source[" + uri + ", hidden]";
        }
    }

    RunCredentials(Session first, Optional<Source> source, Clock clock) {
        this.session = first;
        this.source = source;
        this.clock = clock;
        this.nextRefresh = refreshTime(first);
    }

    /** From here on this process works as the given session. */
    public static void adopt(Session first, Optional<Source> source) {
        current = Optional.of(new RunCredentials(first, source, Clock.systemUTC()));
    }

    /** Until a run is adopted nothing in this process may reach a lake. */
    static RunCredentials current() {
        return current.orElseThrow(
                () -> new SdkClientException("no run has been adopted: there are no credentials yet"));
    }

    /** The credentials to sign the next request with. */
    Session session() {
        if (clock.instant().isBefore(nextRefresh)) {
            return session;
        }
        return refresh();
    }

    synchronized Session refresh() {
        if (source.isEmpty() || clock.instant().isBefore(nextRefresh)) {
            return session;
        }
        try {
            session = fetch(source.orElseThrow());
            nextRefresh = refreshTime(session);
        } catch (IOException e) {
            if (!clock.instant().isBefore(session.expiration())) {
                throw new SdkClientException("the run's credentials expired and newer ones could not be had", e);
            }
            nextRefresh = clock.instant().plus(BETWEEN_FAILED_REFRESHES);
        }
        return session;
    }

    /** Five minutes ahead, or at three quarters of a life that is shorter than twenty. */
    private Instant refreshTime(Session fresh) {
        Instant now = clock.instant();
        if (fresh.expiration().equals(Instant.MAX)) {
            return Instant.MAX;
        }
        Duration ahead = Duration.between(now, fresh.expiration()).dividedBy(4);
        return fresh.expiration().minus(ahead.compareTo(AHEAD_OF_EXPIRY) < 0 ? ahead : AHEAD_OF_EXPIRY);
    }

    private static Session fetch(Source source) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) source.uri().toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Authorization", source.token());
        try (InputStream body = connection.getInputStream()) {
            JsonNode answer = MAPPER.readTree(body);
            return new Session(
                    answer.path("AccessKeyId").asText(),
                    answer.path("SecretAccessKey").asText(),
                    answer.path("Token").asText(),
                    Instant.parse(answer.path("Expiration").asText()));
        } catch (RuntimeException malformed) {
            throw new IOException("not an answer of the container-credentials protocol", malformed);
        } finally {
            connection.disconnect();
        }
    }
}
