package dev.mastic.runtime.driver;

import dev.mastic.runtime.s3.RunCredentials;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a script that runs in this JVM. */
final class ScriptEnvironment {
    private ScriptEnvironment() {}

    static Map<String, String> of(RunRequest request, String endpoint) {
        Map<String, String> variables = new LinkedHashMap<>();
        // How an AWS SDK in the script finds this server and the run's credentials.
        variables.put("AWS_ENDPOINT_URL", endpoint);
        variables.put("AWS_REGION", request.region());
        variables.put("AWS_DEFAULT_REGION", request.region());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        request.credentialsSource().ifPresent(source -> put(variables, source));
        variables.putAll(request.environment());
        return variables;
    }

    private static void put(Map<String, String> variables, RunCredentials.Source source) {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", source.uri().toString());
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", source.token());
    }

    /**
     * Adds variables to those of this process, as far as Java sees them.
     *
     * <p>The JVM was started before the run was known, and Java has no call for this: what {@code System.getenv} answers from is
     * reached into. The options of drivers open the package.
     */
    @SuppressWarnings("unchecked")
    static void add(Map<String, String> variables) {
        Map<String, String> view = System.getenv();
        try {
            Field map = view.getClass().getDeclaredField("m");
            map.setAccessible(true);
            ((Map<String, String>) map.get(view)).putAll(variables);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the variables of the process cannot be added to", e);
        }
    }
}
