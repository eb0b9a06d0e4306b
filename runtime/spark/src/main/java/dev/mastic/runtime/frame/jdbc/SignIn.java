package dev.mastic.runtime.frame.jdbc;

import com.amazonaws.services.secretsmanager.AWSSecretsManager;
import com.amazonaws.services.secretsmanager.model.GetSecretValueRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.runtime.catalog.GlueConnection;
import java.util.Map;
import java.util.TreeMap;

/** Who signs in at a database. It has no text of its own, so that no log shows it. */
public final class SignIn {
    private final Map<String, String> fields;

    private SignIn(Map<String, String> fields) {
        this.fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.fields.putAll(fields);
    }

    static SignIn nobody() {
        return new SignIn(Map.of());
    }

    public static SignIn of(String user, String password) {
        return new SignIn(Map.of("username", user, "password", password));
    }

    /**
     * Reads a secret of the Secrets Manager with the run's credentials: a JSON object with {@code username} and
     * {@code password}, as the service itself makes them for databases.
     */
    public static SignIn ofSecret(String secretId) {
        AWSSecretsManager secrets = GlueConnection.secrets();
        try {
            String text = secrets.getSecretValue(new GetSecretValueRequest().withSecretId(secretId))
                    .getSecretString();
            return new SignIn(fields(secretId, text == null ? "" : text));
        } finally {
            secrets.shutdown();
        }
    }

    private static Map<String, String> fields(String secretId, String text) {
        try {
            JsonNode secret = new ObjectMapper().readTree(text);
            if (secret.isObject()) {
                Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                secret.fields()
                        .forEachRemaining(field ->
                                fields.put(field.getKey(), field.getValue().asText()));
                return fields;
            }
        } catch (JsonProcessingException notJson) {
            // Told below, without the text: it is secret.
        }
        throw new IllegalArgumentException(
                "secret " + secretId + " is no JSON object (expected: one with username and password)");
    }

    public String user() {
        return fields.getOrDefault("username", fields.getOrDefault("user", ""));
    }

    public String password() {
        return fields.getOrDefault("password", "");
    }

    /** A text with every <code>${field}</code> replaced by that field of the secret, as connectors write their URLs. */
    String fill(String template) {
        String filled = template;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            filled = filled.replaceAll(
                    "(?i)\\$\\{" + java.util.regex.Pattern.quote(field.getKey()) + "}",
                    java.util.regex.Matcher.quoteReplacement(field.getValue()));
        }
        return filled;
    }
}
