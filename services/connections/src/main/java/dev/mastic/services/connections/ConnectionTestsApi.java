package dev.mastic.services.connections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.protocol.ShapeText;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.ConnectionInput;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.TestConnectionInput;
import software.amazon.awssdk.services.glue.model.TestConnectionRequest;
import software.amazon.awssdk.services.glue.model.TestConnectionResponse;

/** Tries connections to databases, those that are kept and those that are yet to be. */
public final class ConnectionTestsApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ConnectionStore connections;
    private final SecretValues secrets;
    private final Authorizer authorizer;
    private final JdbcProbe probe;

    ConnectionTestsApi(ConnectionStore connections, SecretValues secrets, Authorizer authorizer, JdbcProbe probe) {
        this.connections = connections;
        this.secrets = secrets;
        this.authorizer = authorizer;
        this.probe = probe;
    }

    /** Signs in at the database and answers when it was let in; secrets are read with the caller's permissions. */
    @OnResource("catalog")
    public TestConnectionResponse testConnection(Caller caller, TestConnectionRequest request) {
        TestConnectionInput given = request.testConnectionInput();
        if ((request.connectionName() == null) == (given == null)) {
            throw Refusals.invalid("Provide either ConnectionName or TestConnectionInput, and not both.");
        }
        if (given == null) {
            ConnectionInput kept = kept(caller, request.connectionName());
            test(caller, kept.connectionType(), kept.connectionPropertiesAsStrings());
        } else {
            if (given.authenticationConfiguration() != null) {
                throw Refusals.notImplemented("TestConnectionInput.AuthenticationConfiguration");
            }
            test(caller, given.connectionType(), given.connectionPropertiesAsStrings());
        }
        return TestConnectionResponse.builder().build();
    }

    private ConnectionInput kept(Caller caller, String name) {
        authorizer.authorize(caller, new Access("glue:TestConnection", caller.arn("glue", "connection/" + name)));
        StoredConnection found = connections
                .find(new ConnectionKey(caller.accountId(), caller.region(), name))
                .orElseThrow(() -> Refusals.notFound(name));
        return ShapeText.read(found.definition(), ConnectionInput.class);
    }

    private void test(Caller caller, ConnectionType type, Map<String, String> properties) {
        if (type != ConnectionType.JDBC) {
            throw Refusals.notImplemented("Testing a connection of type " + type);
        }
        String url = properties.getOrDefault("JDBC_CONNECTION_URL", "");
        if (url.isEmpty()) {
            url = "jdbc:%s://%s:%s/%s"
                    .formatted(
                            needed(properties, "JDBC_ENGINE").toLowerCase(java.util.Locale.ROOT),
                            needed(properties, "HOST"),
                            needed(properties, "PORT"),
                            properties.getOrDefault("DATABASE", ""));
        }
        probe.connect(url, signIn(caller, properties), properties);
    }

    private SignIn signIn(Caller caller, Map<String, String> properties) {
        String secret = properties.getOrDefault("SECRET_ID", "");
        if (secret.isEmpty()) {
            return new SignIn(properties.getOrDefault("USERNAME", ""), properties.getOrDefault("PASSWORD", ""));
        }
        try {
            JsonNode fields = MAPPER.readTree(secrets.read(caller, secret));
            return new SignIn(
                    fields.path("username").asText(), fields.path("password").asText());
        } catch (JsonProcessingException notJson) {
            throw Refusals.invalid("Secret %s is no JSON object (expected: one with username and password).", secret);
        }
    }

    private static String needed(Map<String, String> properties, String key) {
        String value = properties.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw Refusals.invalid("ConnectionProperties: missing JDBC_CONNECTION_URL or %s", key);
        }
        return value;
    }
}
