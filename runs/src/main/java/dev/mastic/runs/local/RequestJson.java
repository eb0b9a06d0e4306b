package dev.mastic.runs.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.runs.Observation;
import dev.mastic.runs.RoleSession;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A plan as {@code request.json}. The contract is docs/internals/driver-protocol.md. */
final class RequestJson {
    /** Where the server answers runs that ask for newer credentials. */
    static final String CREDENTIALS_PATH = "/_mastic/credentials/";

    /** Where the server answers runs that read or move a bookmark. */
    static final String BOOKMARK_PATH = "/_mastic/bookmark/";

    private final ObjectMapper json = new ObjectMapper();
    private final String endpoint;
    private final Path drivers;

    /**
     * Requests of one server.
     *
     * @param drivers where driver directories are; what outlives them is kept beside it
     */
    RequestJson(String endpoint, Path drivers) {
        this.endpoint = endpoint;
        this.drivers = drivers;
    }

    ObjectNode of(RunPlan plan, Path files) {
        Run run = plan.run();
        ObjectNode request = json.createObjectNode();
        request.put("runId", run.id());
        request.put("jobName", run.job().name());
        request.put("attempt", run.attempt().number());
        request.put("token", run.hold().token());
        request.put("account", run.job().account());
        request.put("region", run.job().region());
        request.put("language", plan.script().language().word());
        request.put("script", files.resolve(plan.script().path()).toString());
        request.put("mainClass", plan.script().mainClass());
        request.put("compiledScripts", compiledScripts(plan.session()).toString());
        plan.arguments().forEach(request.putArray("arguments")::add);
        plan.settings().forEach(request.putObject("sparkConf")::put);
        plan.environment().forEach(request.putObject("environment")::put);
        request.put("workingDirectory", files.resolve(RunPlan.WORKING_DIRECTORY).toString());
        putPaths(request, "pyFiles", plan.pyFiles(), files);
        if (!plan.modules().isEmpty()) {
            putModules(request.putObject("modules"), plan, files);
        }
        putPaths(request, "jars", plan.jars().paths(), files);
        putCredentials(request.putObject("credentials"), plan.session());
        Observation observation = Observation.of(run);
        observation.wishes().stream().map(Observation.Wish::word).sorted().forEach(request.putArray("observe")::add);
        observation.logPattern().ifPresent(pattern -> request.put("logPattern", pattern));
        request.put("credentialsUri", endpoint + CREDENTIALS_PATH + run.id());
        request.put("bookmarkUri", endpoint + BOOKMARK_PATH + run.id());
        request.put("credentialsToken", run.hold().credentialsToken());
        return request;
    }

    private void putModules(ObjectNode request, RunPlan plan, Path files) {
        plan.modules().names().forEach(request.putArray("names")::add);
        putPaths(request, "files", plan.modules().files(), files);
        putPaths(request, "lists", plan.modules().lists(), files);
        request.put("options", plan.modules().options());
        request.put(
                "cache",
                drivers.resolveSibling("modules")
                        .resolve(plan.run().job().account())
                        .toString());
    }

    // What a run leaves there it could also put into a script of its own role, and no other role ever runs it.
    private Path compiledScripts(RoleSession session) {
        UUID role = UUID.nameUUIDFromBytes(session.roleArn().getBytes(StandardCharsets.UTF_8));
        return drivers.resolveSibling("compiled").resolve(role.toString());
    }

    private static void putPaths(ObjectNode request, String field, List<String> paths, Path files) {
        var array = request.putArray(field);
        paths.forEach(path -> array.add(files.resolve(path).toString()));
    }

    private static void putCredentials(ObjectNode credentials, RoleSession session) {
        credentials.put("accessKeyId", session.accessKeyId());
        credentials.put("secretAccessKey", session.secretAccessKey());
        credentials.put("sessionToken", session.sessionToken());
        credentials.put("expiration", session.expiresAt().toString());
    }
}
