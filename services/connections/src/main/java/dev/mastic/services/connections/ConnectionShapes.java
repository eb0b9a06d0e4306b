package dev.mastic.services.connections;

import dev.mastic.aws.protocol.ShapeText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.AuthenticationConfigurationInput;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionInput;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.ConnectionStatus;
import software.amazon.awssdk.services.glue.model.ConnectionType;
import software.amazon.awssdk.services.glue.model.GetConnectionsFilter;

/**
 * Connections between wire and domain, and which properties each type must have.
 *
 * <p>Source: the Glue API documentation of {@code ConnectionInput}.
 */
final class ConnectionShapes {
    private static final Set<ConnectionPropertyKey> PASSWORDS = Set.of(
            ConnectionPropertyKey.PASSWORD,
            ConnectionPropertyKey.KAFKA_CLIENT_KEYSTORE_PASSWORD,
            ConnectionPropertyKey.KAFKA_CLIENT_KEY_PASSWORD,
            ConnectionPropertyKey.KAFKA_SASL_PLAIN_PASSWORD,
            ConnectionPropertyKey.KAFKA_SASL_SCRAM_PASSWORD);

    // The types that Glue had before its connections got a second form of properties.
    private static final Set<ConnectionType> FIRST_SCHEMA = Set.of(
            ConnectionType.JDBC,
            ConnectionType.SFTP,
            ConnectionType.MONGODB,
            ConnectionType.KAFKA,
            ConnectionType.NETWORK,
            ConnectionType.MARKETPLACE,
            ConnectionType.CUSTOM);

    private ConnectionShapes() {}

    /** The definition to keep for a connection as it was asked for. */
    static String definition(ConnectionInput asked) {
        check(asked);
        return ShapeText.write(asked);
    }

    static Connection shape(StoredConnection kept, boolean withPasswords) {
        Connection connection = ShapeText.read(kept.definition(), Connection.class).toBuilder()
                .name(kept.key().name())
                .creationTime(kept.createdAt())
                .lastUpdatedTime(kept.modifiedAt())
                .lastUpdatedBy(kept.modifiedBy())
                .status(ConnectionStatus.READY)
                .build();
        Map<ConnectionPropertyKey, String> properties = new LinkedHashMap<>(connection.connectionProperties());
        if (!withPasswords) {
            properties.keySet().removeAll(PASSWORDS);
        }
        return connection.toBuilder()
                .connectionProperties(properties)
                .connectionSchemaVersion(schemaVersion(connection))
                .build();
    }

    /** The connections that a filter lets through. */
    static Predicate<StoredConnection> accepted(@Nullable GetConnectionsFilter filter) {
        if (filter == null) {
            return connection -> true;
        }
        return kept -> {
            Connection connection = shape(kept, false);
            boolean ofType = filter.connectionType() == null
                    || filter.connectionTypeAsString().equals(connection.connectionTypeAsString());
            boolean ofSchema = filter.connectionSchemaVersion() == null
                    || filter.connectionSchemaVersion().equals(connection.connectionSchemaVersion());
            return ofType && ofSchema && new HashSet<>(connection.matchCriteria()).containsAll(filter.matchCriteria());
        };
    }

    private static int schemaVersion(Connection connection) {
        return FIRST_SCHEMA.contains(connection.connectionType()) ? 1 : 2;
    }

    private static void check(ConnectionInput asked) {
        if (Boolean.TRUE.equals(asked.validateCredentials()) || asked.hasValidateForComputeEnvironments()) {
            throw Refusals.notImplemented("Validating a connection when it is made");
        }
        checkAuthentication(asked.authenticationConfiguration());
        switch (asked.connectionType()) {
            case JDBC -> {
                oneOf(asked, List.of(List.of("JDBC_CONNECTION_URL"), List.of("HOST", "PORT", "JDBC_ENGINE")));
                oneOf(asked, List.of(List.of("USERNAME", "PASSWORD"), List.of("SECRET_ID")));
            }
            case MONGODB -> {
                oneOf(asked, List.of(List.of("CONNECTION_URL")));
                oneOf(asked, List.of(List.of("USERNAME", "PASSWORD"), List.of("SECRET_ID")));
            }
            case KAFKA -> oneOf(asked, List.of(List.of("KAFKA_BOOTSTRAP_SERVERS")));
            case MARKETPLACE ->
                oneOf(
                        asked,
                        List.of(List.of("CONNECTOR_TYPE", "CONNECTOR_URL", "CONNECTOR_CLASS_NAME", "CONNECTION_URL")));
            case NETWORK -> {
                if (asked.physicalConnectionRequirements() == null) {
                    throw Refusals.invalid("PhysicalConnectionRequirements: missing (a NETWORK connection needs them)");
                }
            }
            case SFTP -> throw Refusals.invalid("ConnectionType: SFTP is not supported");
            default -> {}
        }
    }

    private static void checkAuthentication(@Nullable AuthenticationConfigurationInput authentication) {
        if (authentication == null) {
            return;
        }
        if (authentication.oAuth2Properties() != null
                || authentication.basicAuthenticationCredentials() != null
                || authentication.hasCustomAuthenticationCredentials()) {
            throw Refusals.notImplemented("AuthenticationConfiguration with credentials in it (supported: SecretArn)");
        }
    }

    private static void oneOf(ConnectionInput asked, List<List<String>> groups) {
        Map<String, String> given = asked.connectionPropertiesAsStrings();
        for (List<String> group : groups) {
            if (group.stream()
                    .allMatch(key -> given.get(key) != null && !given.get(key).isEmpty())) {
                return;
            }
        }
        throw Refusals.invalid(
                "ConnectionProperties of a %s connection: missing %s",
                asked.connectionTypeAsString(),
                String.join(
                        " or ",
                        groups.stream().map(group -> String.join(", ", group)).toList()));
    }
}
