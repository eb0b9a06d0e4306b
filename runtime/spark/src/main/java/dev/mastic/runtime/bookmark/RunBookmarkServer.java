package dev.mastic.runtime.bookmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The server's page for the bookmark of one run; the contract is docs/internals/driver-protocol.md. Every question may be asked
 * twice, so it is when the answer is lost: a server that restarts meanwhile is waited for.
 */
public final class RunBookmarkServer implements BookmarkServer {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 60;
    private static final long BETWEEN_TRIES_MILLIS = 1_000;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int FAILURES_FROM = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI page;
    private final String authorization;
    private final long token;
    private final String lake;

    /**
     * The page of a run.
     *
     * @param page its address
     * @param authorization what shows that this process has the run
     * @param token the run's fencing token
     * @param lake the endpoint of the server's S3
     */
    public RunBookmarkServer(URI page, String authorization, long token, String lake) {
        this.page = page;
        this.authorization = authorization;
        this.token = token;
        this.lake = lake;
    }

    @Override
    public Loaded load(Optional<String> from, Optional<String> to) {
        Map<String, String> parameters = new TreeMap<>();
        from.ifPresent(run -> parameters.put("from", run));
        to.ifPresent(run -> parameters.put("to", run));
        JsonNode answer = get("", parameters);
        return new Loaded(
                answer.path("version").asLong(),
                states(answer.path("states")),
                from.map(run -> states(answer.path("from"))),
                to.map(run -> states(answer.path("to"))));
    }

    @Override
    public long commit(int number, long version, Map<String, String> states) {
        ObjectNode body = JSON.createObjectNode();
        body.put("token", token);
        body.put("commit", number);
        body.put("version", version);
        ObjectNode object = body.putObject("states");
        states.forEach((context, state) -> object.set(context, parse(state)));
        HttpRequest.Builder request = request(page).POST(BodyPublishers.ofString(body.toString()));
        return answer(request).path("version").asLong();
    }

    @Override
    public String lake() {
        return lake;
    }

    @Override
    public long position() {
        return get("/changes", Map.of()).path("position").asLong();
    }

    @Override
    public List<Change> changes(String bucket, String prefix, long after) {
        List<Change> changes = new ArrayList<>();
        readAll(changes, new TreeMap<>(Map.of("bucket", bucket, "prefix", prefix, "after", Long.toString(after))));
        readAll(changes, new TreeMap<>(Map.of("bucket", bucket, "prefix", prefix, "of", "staged")));
        return changes;
    }

    /** Reads page by page, each from the last object of the one before. */
    private void readAll(List<Change> changes, Map<String, String> parameters) {
        for (boolean more = true; more; ) {
            JsonNode answer = get("/changes", parameters);
            for (JsonNode object : answer.path("objects")) {
                Optional<Long> position =
                        Optional.ofNullable(object.get("position")).map(JsonNode::asLong);
                String key = object.path("key").asText();
                changes.add(new Change(key, position, object.path("etag").asText()));
                position.ifPresent(at -> parameters.put("after", Long.toString(at)));
                parameters.put("afterKey", key);
            }
            more = answer.path("more").asBoolean(false);
        }
    }

    private JsonNode get(String below, Map<String, String> parameters) {
        StringBuilder address = new StringBuilder(page.toString()).append(below);
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            address.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return answer(request(URI.create(address.toString())).GET());
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(ANSWER_MAX).header("Authorization", authorization);
    }

    private JsonNode answer(HttpRequest.Builder request) {
        HttpRequest question = request.build();
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<String> response = client.send(question, BodyHandlers.ofString());
                if (response.statusCode() < FAILURES_FROM || tries == TRIES_MAX) {
                    return judged(response);
                }
            } catch (IOException lost) {
                if (tries == TRIES_MAX) {
                    throw new UncheckedIOException("the server does not answer at " + page, lost);
                }
            } catch (InterruptedException stopped) {
                throw interrupted();
            }
            pause();
        }
    }

    private static JsonNode judged(HttpResponse<String> response) {
        if (response.statusCode() == OK) {
            return parse(response.body());
        }
        String message = response.body().startsWith("{")
                ? parse(response.body()).path("message").asText()
                : "the server answers " + response.statusCode();
        if (response.statusCode() == CONFLICT) {
            throw new BookmarkConflict(message);
        }
        throw new IllegalStateException("job bookmark: " + message);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException stopped) {
            throw interrupted();
        }
    }

    private static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException("interrupted while the server was asked"));
    }

    private static Map<String, String> states(JsonNode object) {
        Map<String, String> states = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> states.put(field.getKey(), field.getValue().toString()));
        return states;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException("not JSON: " + json, malformed);
        }
    }
}
