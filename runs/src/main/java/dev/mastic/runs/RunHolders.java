package dev.mastic.runs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Tells whether a driver that asks is the one that has the run.
 *
 * <p>The token it shows belongs to one claim of the run, so that a driver that lost its run is given nothing.
 */
public final class RunHolders {
    private final RunStore runs;

    public RunHolders(RunStore runs) {
        this.runs = runs;
    }

    /**
     * The run of the driver that asks; empty when the run does not work or the token is not its own.
     *
     * @param authorization the request's {@code Authorization} header
     */
    public Optional<Run> find(String runId, String authorization) {
        return runs.find(runId).filter(found -> isHolder(found, authorization));
    }

    private static boolean isHolder(Run run, String authorization) {
        String token = run.hold().credentialsToken();
        boolean works = !run.state().isFinal() && run.hold().driver().isPresent();
        return works && !token.isEmpty() && MessageDigest.isEqual(bytes(token), bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
