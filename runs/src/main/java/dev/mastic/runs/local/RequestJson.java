package dev.mastic.runs.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.runs.RoleSession;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunPlan;
import java.nio.file.Path;
import java.util.List;

/** A plan as {@code request.json}. The contract is docs/internals/driver-protocol.md. */
final class RequestJson {
    /** Where the server answers runs that ask for newer credentials. */
    static final String CREDENTIALS_PATH = "/_mastic/credentials/";

    private final ObjectMapper json = new ObjectMapper();
    private final String endpoint;
    private final Path modules;

    /**
     * @param modules where drivers keep the modules for Python that they installed, by account
     */
    RequestJson(String endpoint, Path modules) {
        this.endpoint = endpoint;
        this.modules = modules;
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
        request.put("language", "python");
        request.put("script", files.resolve(plan.script()).toString());
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
        request.put("credentialsUri", endpoint + CREDENTIALS_PATH + run.id());
        request.put("credentialsToken", run.hold().credentialsToken());
        return request;
    }

    private void putModules(ObjectNode request, RunPlan plan, Path files) {
        plan.modules().names().forEach(request.putArray("names")::add);
        putPaths(request, "files", plan.modules().files(), files);
        putPaths(request, "lists", plan.modules().lists(), files);
        request.put("options", plan.modules().options());
        request.put("cache", modules.resolve(plan.run().job().account()).toString());
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
