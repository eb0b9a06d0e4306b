package dev.mastic.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a working run newer credentials of its role, in the form of AWS's container-credentials endpoint.
 *
 * <p>The token belongs to one claim of the run, so that a driver that lost its run is given nothing.
 */
public final class RunCredentials {
    /** AWS's SDKs ask again some minutes before credentials end, and must be given others then. */
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, RoleSession> sessions = new ConcurrentHashMap<>();
    private final RunStore runs;
    private final RoleSessions roles;
    private final Clock clock;

    public RunCredentials(RunStore runs, RoleSessions roles, Clock clock) {
        this.runs = runs;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * The answer to {@code GET /_mastic/credentials/{id}}; empty when the run does not work or the token is not its own.
     *
     * @param authorization the request's {@code Authorization} header
     * @throws RunFailure when the role cannot be assumed any more
     */
    public Optional<String> answer(String runId, String authorization) {
        Optional<Run> run = runs.find(runId).filter(found -> isHolder(found, authorization));
        return run.map(holder -> text(session(holder)));
    }

    private RoleSession session(Run run) {
        RoleSession known = sessions.get(run.id());
        if (known != null && clock.instant().isBefore(known.expiresAt().minus(RENEW_BEFORE))) {
            return known;
        }
        RoleSession fresh = roles.open(run);
        // Those of runs that have ended go as they expire.
        sessions.values().removeIf(session -> clock.instant().isAfter(session.expiresAt()));
        sessions.put(run.id(), fresh);
        return fresh;
    }

    private static boolean isHolder(Run run, String authorization) {
        String token = run.hold().credentialsToken();
        boolean works = !run.state().isFinal() && run.hold().driver().isPresent();
        return works && !token.isEmpty() && MessageDigest.isEqual(bytes(token), bytes(authorization));
    }

    private String text(RoleSession session) {
        ObjectNode answer = json.createObjectNode();
        answer.put("RoleArn", session.roleArn());
        answer.put("AccessKeyId", session.accessKeyId());
        answer.put("SecretAccessKey", session.secretAccessKey());
        answer.put("Token", session.sessionToken());
        answer.put("Expiration", session.expiresAt().toString());
        return answer.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
