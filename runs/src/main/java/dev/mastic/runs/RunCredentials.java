package dev.mastic.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gives a working run newer credentials of its role, in the form of AWS's container-credentials endpoint. */
public final class RunCredentials {
    /** AWS's SDKs ask again some minutes before credentials end, and must be given others then. */
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, RoleSession> sessions = new ConcurrentHashMap<>();
    private final RunHolders holders;
    private final RoleSessions roles;
    private final Clock clock;

    public RunCredentials(RunHolders holders, RoleSessions roles, Clock clock) {
        this.holders = holders;
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
        return holders.find(runId, authorization).map(holder -> text(session(holder)));
    }

    private RoleSession session(Run run) {
        // Another claim of the run is another transaction: its driver must not be given the earlier one's session.
        String claim = run.id() + "." + run.hold().token();
        RoleSession known = sessions.get(claim);
        if (known != null && clock.instant().isBefore(known.expiresAt().minus(RENEW_BEFORE))) {
            return known;
        }
        RoleSession fresh = roles.open(run);
        // Those of runs that have ended go as they expire.
        sessions.values().removeIf(session -> clock.instant().isAfter(session.expiresAt()));
        sessions.put(claim, fresh);
        return fresh;
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
}
