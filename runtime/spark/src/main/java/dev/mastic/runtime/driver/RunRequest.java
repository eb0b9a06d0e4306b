package dev.mastic.runtime.driver;

import dev.mastic.runtime.s3.RunCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run. A script of Python, its arguments and its variables are read by the Python half itself.
 *
 * @param mainClass the object whose main is called; of no meaning to Python
 * @param compiledScripts a directory for the classes of scripts, kept from run to run
 */
record RunRequest(
        String runId,
        String jobName,
        String account,
        String region,
        Language language,
        Path script,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        Path workingDirectory,
        Path compiledScripts,
        Map<String, String> sparkConf,
        List<String> pyFiles,
        List<String> jars,
        RunCredentials.Session credentials,
        Optional<RunCredentials.Source> credentialsSource,
        Optional<Bookmark> bookmark,
        Observation observation) {

    /**
     * Where the run reads and moves its job's bookmark.
     *
     * @param page the address, which the credentials' token opens
     * @param token the run's fencing token
     * @param arguments the run's own, by name
     */
    record Bookmark(URI page, long token, Map<String, String> arguments) {}

    /**
     * What the run tells about itself besides its output.
     *
     * @param wishes by the words of the protocol: {@code profiling}, {@code observability}, {@code progress-bar},
     *     {@code event-log}, {@code every-message}
     * @param logPattern Log4j's, in place of the driver's own
     */
    record Observation(Set<String> wishes, Optional<String> logPattern) {
        Observation {
            wishes = Set.copyOf(wishes);
        }

        boolean wants(String wish) {
            return wishes.contains(wish);
        }
    }

    /** What Glue calls without the parameter {@code --class}. */
    private static final String DEFAULT_MAIN_CLASS = "GlueApp";

    RunRequest {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
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
                Language.parse(json.text("language")),
                Path.of(json.text("script")),
                json.optionalText("mainClass").orElse(DEFAULT_MAIN_CLASS),
                json.texts("arguments"),
                json.textMap("environment"),
                Path.of(json.text("workingDirectory")),
                json.optionalText("compiledScripts").map(Path::of).orElseGet(() -> file.resolveSibling("compiled")),
                json.textMap("sparkConf"),
                json.texts("pyFiles"),
                json.texts("jars"),
                credentials(json.object("credentials")
                        .orElseThrow(() -> new IllegalArgumentException("request.json: credentials are missing"))),
                json.optionalText("credentialsUri")
                        .map(uri -> new RunCredentials.Source(URI.create(uri), json.text("credentialsToken"))),
                json.optionalText("bookmarkUri")
                        .map(uri -> new Bookmark(
                                URI.create(uri), Long.parseLong(json.text("token")), byName(json.texts("arguments")))),
                new Observation(Set.copyOf(json.texts("observe")), json.optionalText("logPattern")));
    }

    private static Map<String, String> byName(List<String> arguments) {
        Map<String, String> named = new HashMap<>();
        for (int at = 0; at + 1 < arguments.size(); at += 2) {
            named.put(arguments.get(at), arguments.get(at + 1));
        }
        return named;
    }

    private static RunCredentials.Session credentials(Json json) {
        return new RunCredentials.Session(
                json.text("accessKeyId"),
                json.text("secretAccessKey"),
                json.text("sessionToken"),
                json.optionalText("expiration").map(Instant::parse).orElse(Instant.MAX));
    }

    /**
     * The system properties by which version 2 of AWS's SDK finds what the Python half finds in its environment: libraries such as
     * Iceberg's work with the run's credentials, and so does the code of a job.
     */
    Map<String, String> environmentOfSdk(String endpoint) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("aws.endpointUrl", endpoint);
        properties.put("aws.region", region);
        credentialsSource.ifPresent(source -> {
            properties.put("aws.containerCredentialsFullUri", source.uri().toString());
            properties.put("aws.containerAuthorizationToken", source.token());
        });
        return properties;
    }
}
