package dev.mastic.runtime.stream;

import com.amazonaws.services.glue.model.Connection;
import com.amazonaws.services.glue.model.GetConnectionRequest;
import dev.mastic.runtime.catalog.GlueConnection;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.jdbc.SignIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a connection of the Data Catalog leads to a Kafka cluster. It has no text of its own: passwords are in it. */
final class KafkaConnection {
    private static final String MECHANISM = "KAFKA_SASL_MECHANISM";
    private static final String PLAIN = "PLAIN";
    private static final String SCRAM = "SCRAM-SHA-512";
    private static final List<String> REFUSED = List.of("KAFKA_CUSTOM_CERT", "KAFKA_CLIENT_KEYSTORE");

    private final Map<String, String> properties;

    KafkaConnection(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** The connection of this name, read with the run's credentials. */
    static KafkaConnection get(String name) {
        Connection found = GlueConnection.client()
                .getConnection(new GetConnectionRequest().withName(name))
                .getConnection();
        if (!found.getConnectionType().equals("KAFKA")) {
            throw new NotSupported(
                    "connection " + name + " of type " + found.getConnectionType() + " as one to Kafka", "KAFKA");
        }
        return new KafkaConnection(found.getConnectionProperties());
    }

    /** What the connection means to a client of Kafka. */
    Map<String, String> settings() {
        for (String property : REFUSED) {
            if (property(property).isPresent()) {
                throw new NotSupported(
                        property + " of a connection to Kafka",
                        "the JVM's own authorities, and kafka.ssl.* as options");
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "kafka.bootstrap.servers",
                property("KAFKA_BOOTSTRAP_SERVERS")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the connection has no property KAFKA_BOOTSTRAP_SERVERS")));
        boolean encrypted = !property("KAFKA_SSL_ENABLED").orElse("true").equalsIgnoreCase("false");
        String mechanism = property(MECHANISM).orElse("");
        if (mechanism.isEmpty()) {
            settings.put("kafka.security.protocol", encrypted ? "SSL" : "PLAINTEXT");
            return settings;
        }
        settings.put("kafka.security.protocol", encrypted ? "SASL_SSL" : "SASL_PLAINTEXT");
        settings.put("kafka.sasl.mechanism", mechanism);
        settings.put(
                "kafka.sasl.jaas.config",
                switch (mechanism) {
                    case PLAIN -> login("plain.PlainLoginModule", signIn("KAFKA_SASL_PLAIN"));
                    case SCRAM -> login("scram.ScramLoginModule", signIn("KAFKA_SASL_SCRAM"));
                    default -> throw new NotSupported(MECHANISM + " " + mechanism, PLAIN + ", " + SCRAM);
                });
        return settings;
    }

    private SignIn signIn(String prefix) {
        return property(prefix + "_SECRETS_ARN")
                .map(SignIn::ofSecret)
                .orElseGet(() -> SignIn.of(
                        property(prefix + "_USERNAME").orElse(""),
                        property(prefix + "_PASSWORD").orElse("")));
    }

    private static String login(String module, SignIn who) {
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(who.user()) + " password="
                + quoted(who.password()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Optional<String> property(String key) {
        return Optional.ofNullable(properties.get(key)).filter(value -> !value.isEmpty());
    }
}
