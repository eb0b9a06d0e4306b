package dev.mastic.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.aws.request.WireResponse;
import dev.mastic.runs.local.DriverPool;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What whoever operates the server asks it, without a signature: no answer holds anything of a user's. */
final class OperatingPages {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper json = new ObjectMapper();
    private final RunLoops runs;
    private final DiskSpace disk;
    private final Telemetry telemetry;

    OperatingPages(RunLoops runs, DiskSpace disk, Telemetry telemetry) {
        this.runs = runs;
        this.disk = disk;
        this.telemetry = telemetry;
    }

    /** The pages by path. */
    Map<String, HttpEdge.Page> byPath() {
        return Map.of(
                "/health", request -> health(),
                "/_mastic/health", request -> health(),
                "/metrics", request -> metrics(),
                "/_mastic/metrics", request -> metrics(),
                "/_mastic/pool", request -> pool());
    }

    /** 200 while runs are begun, and 503 with the reason while they are not. */
    private WireResponse health() {
        ObjectNode answer = json.createObjectNode();
        if (runs.isDraining()) {
            answer.put("status", "draining");
            return answer(UNAVAILABLE, answer);
        }
        if (!disk.isEnough()) {
            answer.put("status", "disk-full");
            return answer(UNAVAILABLE, answer);
        }
        answer.put("status", "ok");
        answer.put(
                "runsNotEnded",
                runs.store().countByState().values().stream()
                        .mapToInt(count -> count)
                        .sum());
        return answer(OK, answer);
    }

    private WireResponse metrics() {
        return WireResponse.of(
                OK, Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), telemetry.text());
    }

    private WireResponse pool() {
        DriverPool pool = runs.pool();
        ObjectNode answer = json.createObjectNode();
        answer.put("ready", pool.ready());
        answer.put("warmingUp", pool.warmingUp());
        answer.put("wanted", pool.wanted());
        answer.put("max", pool.max());
        answer.put("servedWarm", pool.servedWarm());
        answer.put("startedCold", pool.startedCold());
        answer.put("isolation", runs.isolation());
        return answer(OK, answer);
    }

    private static WireResponse answer(int status, ObjectNode body) {
        return WireResponse.of(
                status, Map.of("Content-Type", "application/json"), (body + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
