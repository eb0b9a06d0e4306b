package dev.mastic.server;

import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import dev.mastic.runs.RunCredentials;
import dev.mastic.runs.RunFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers drivers that ask for newer credentials of their run's role: AWS's container-credentials endpoint. */
final class CredentialsPage implements HttpEdge.Page {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final RunCredentials credentials;

    CredentialsPage(RunCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public WireResponse answer(WireRequest request) {
        String runId = request.rawPath().substring(request.rawPath().lastIndexOf('/') + 1);
        String authorization = request.headers().first("authorization").orElse("");
        Optional<String> found;
        try {
            found = credentials.answer(runId, authorization);
        } catch (RunFailure refusal) {
            found = Optional.empty();
        }
        return found.map(body -> WireResponse.of(OK, JSON, body.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> WireResponse.of(
                        FORBIDDEN, JSON, "{\"message\":\"no credentials\"}".getBytes(StandardCharsets.UTF_8)));
    }
}
