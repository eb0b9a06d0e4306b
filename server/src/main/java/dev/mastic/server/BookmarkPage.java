package dev.mastic.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.RunHolders;
import dev.mastic.services.jobs.RunBookmarks;
import dev.mastic.services.jobs.RunBookmarks.Commit;
import dev.mastic.services.jobs.RunBookmarks.Found;
import dev.mastic.services.storage.ChangeReader;
import dev.mastic.services.storage.ChangeReader.Change;
import dev.mastic.services.storage.ChangeReader.Query;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers working drivers that read or move their job's bookmark, or ask what is new in the lake. The contract is
 * docs/internals/driver-protocol.md.
 */
final class BookmarkPage implements HttpEdge.Page {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int BODY_BYTES_MAX = 64 << 20;
    private static final int CHANGES_MAX = 10_000;
    private static final String CHANGES = "/changes";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final ObjectMapper json = new ObjectMapper();
    private final RunHolders holders;
    private final RunBookmarks bookmarks;
    private final ChangeReader changes;
    private final Function<Run, Caller> callers;

    /**
     * A page for working runs.
     *
     * @param callers who a run is to the lake
     */
    BookmarkPage(RunHolders holders, RunBookmarks bookmarks, ChangeReader changes, Function<Run, Caller> callers) {
        this.holders = holders;
        this.bookmarks = bookmarks;
        this.changes = changes;
        this.callers = callers;
    }

    @Override
    public WireResponse answer(WireRequest request) throws IOException {
        boolean asksChanges = request.rawPath().endsWith(CHANGES);
        String path = asksChanges
                ? request.rawPath().substring(0, request.rawPath().length() - CHANGES.length())
                : request.rawPath();
        String runId = path.substring(path.lastIndexOf('/') + 1);
        Optional<Run> holder =
                holders.find(runId, request.headers().first("authorization").orElse(""));
        if (holder.isEmpty()) {
            return refusal(FORBIDDEN, "the run has ended, or another driver has it");
        }
        Run run = holder.orElseThrow();
        try {
            if (asksChanges) {
                return answer(changes(run, parameters(request)));
            }
            return answer(
                    request.method().equals("POST") ? commit(run, body(request)) : load(run, parameters(request)));
        } catch (ServiceException refused) {
            int status = refused.code() == ErrorCode.ACCESS_DENIED ? FORBIDDEN : CONFLICT;
            return refusal(status, refused.message());
        } catch (RunFailure | IllegalArgumentException refused) {
            return refusal(BAD_REQUEST, String.valueOf(refused.getMessage()));
        }
    }

    private ObjectNode load(Run run, Map<String, String> parameters) throws IOException {
        Found found = bookmarks.find(run);
        ObjectNode answer = json.createObjectNode();
        answer.put("version", found.version());
        answer.set("states", states(found));
        for (String end : List.of("from", "to")) {
            String of = parameters.get(end);
            if (of != null) {
                answer.set(end, states(bookmarks.findAfter(run.job(), of)));
            }
        }
        return answer;
    }

    private ObjectNode commit(Run run, JsonNode body) {
        JsonNode states = body.path("states");
        boolean isOurs = body.path("token").asLong(-1) == run.hold().token();
        if (!isOurs
                || !states.isObject()
                || !body.path("commit").isInt()
                || !body.path("version").isInt()) {
            throw new IllegalArgumentException(
                    "not a commit of claim " + run.hold().token());
        }
        int version = bookmarks.commit(
                run,
                new Commit(body.path("commit").asInt(), body.path("version").asInt(), states.toString()));
        return json.createObjectNode().put("version", version);
    }

    private ObjectNode changes(Run run, Map<String, String> parameters) {
        ObjectNode answer = json.createObjectNode();
        String bucket = parameters.get("bucket");
        if (bucket == null) {
            return answer.put("position", changes.position());
        }
        Query query = new Query(
                bucket,
                parameters.getOrDefault("prefix", ""),
                Long.parseLong(parameters.getOrDefault("after", "-1")),
                parameters.getOrDefault("afterKey", ""));
        Caller caller = callers.apply(run);
        List<Change> found = "staged".equals(parameters.get("of"))
                ? changes.staged(caller, query, CHANGES_MAX)
                : changes.published(caller, query, CHANGES_MAX);
        ArrayNode objects = answer.putArray("objects");
        for (Change change : found) {
            ObjectNode object = objects.addObject().put("key", change.key()).put("etag", change.etag());
            change.position().ifPresent(position -> object.put("position", position));
        }
        return answer.put("more", found.size() == CHANGES_MAX);
    }

    private JsonNode states(Found found) throws IOException {
        return json.readTree(found.state().orElse("{}"));
    }

    private JsonNode body(WireRequest request) throws IOException {
        byte[] body = request.body().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new IllegalArgumentException("the bookmark has more than %d bytes".formatted(BODY_BYTES_MAX));
        }
        return json.readTree(body);
    }

    private static Map<String, String> parameters(WireRequest request) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : request.rawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static WireResponse answer(ObjectNode body) {
        return WireResponse.of(OK, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private WireResponse refusal(int status, String message) {
        ObjectNode body = json.createObjectNode().put("message", message);
        return WireResponse.of(status, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
