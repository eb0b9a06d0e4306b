package dev.mastic.runtime.driver;

import dev.mastic.runtime.s3.RunCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run, as far as the JVM half must know it; the script, its arguments and environment are read by the Python half. */
record RunRequest(
        String runId,
        String jobName,
        String account,
        String region,
        String language,
        Path workingDirectory,
        Map<String, String> sparkConf,
        List<String> pyFiles,
        List<String> jars,
        RunCredentials.Session credentials,
        Optional<RunCredentials.Source> credentialsSource) {

    RunRequest {
        sparkConf = Map.copyOf(sparkConf);
        pyFiles = List.copyOf(pyFiles);
        jars = List.copyOf(jars);
    }

    static RunRequest read(Path file) throws IOException {
        Json json = Json.read(file);
        return new RunRequest(
                json.text("runId"),
                json.text("jobName"),
                json.text("account"),
                json.text("region"),
                json.text("language"),
                Path.of(json.text("workingDirectory")),
                json.textMap("sparkConf"),
                json.texts("pyFiles"),
                json.texts("jars"),
                credentials(json.object("credentials")
                        .orElseThrow(() -> new IllegalArgumentException("request.json: credentials are missing"))),
                json.optionalText("credentialsUri")
                        .map(uri -> new RunCredentials.Source(URI.create(uri), json.text("credentialsToken"))));
    }

    private static RunCredentials.Session credentials(Json json) {
        return new RunCredentials.Session(
                json.text("accessKeyId"),
                json.text("secretAccessKey"),
                json.text("sessionToken"),
                json.optionalText("expiration").map(Instant::parse).orElse(Instant.MAX));
    }
}
