package dev.mastic.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaStreamTest {
    @Test
    void optionsOfGlueBecomeThoseOfSparksConnector() {
        Options options = Options.parse("""
                {"bootstrap.servers": "b:9092", "topicName": "orders", "startingOffsets": "earliest", "numRetries": 5,
                 "classification": "json", "schema": "id INT", "kafka.sasl.mechanism": "PLAIN"}""");
        assertThat(KafkaOptions.reading(options))
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "b:9092",
                        "subscribe", "orders",
                        "startingOffsets", "earliest",
                        "fetchOffset.numRetries", "5",
                        "kafka.sasl.mechanism", "PLAIN"));
    }

    @Test
    void whatIsMissingOrNotThereIsNamed() {
        assertThatThrownBy(() -> KafkaOptions.reading(Options.parse("{\"topicName\": \"t\"}")))
                .hasMessageContaining("bootstrap.servers");
        assertThatThrownBy(() -> KafkaOptions.reading(Options.parse("{\"bootstrap.servers\": \"b:9092\"}")))
                .hasMessageContaining("topicName");
        assertThatThrownBy(() -> KafkaOptions.writing(Options.parse("{\"bootstrap.servers\": \"b:9092\"}")))
                .hasMessageContaining("topic");
    }

    @Test
    void aPositionIsTakenForOffsets() {
        String topic = "\"bootstrap.servers\": \"b:9092\", \"topicName\": \"t\"";
        assertThat(KafkaOptions.reading(Options.parse("{\"startingPosition\": \"TRIM_HORIZON\", " + topic + "}")))
                .containsEntry("startingOffsets", "earliest");
        assertThatThrownBy(() -> KafkaOptions.reading(Options.parse("{\"startingPosition\": \"now\", " + topic + "}")))
                .hasMessageContaining("startingPosition: \"now\"");
    }

    @Test
    void aConnectionSaysHowToSignIn() {
        Map<String, String> properties = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "b:9092",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SASL_SCRAM_USERNAME", "ana",
                "KAFKA_SASL_SCRAM_PASSWORD", "a \"b\"");
        assertThat(new KafkaConnection(properties).settings())
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "b:9092",
                        "kafka.security.protocol", "SASL_SSL",
                        "kafka.sasl.mechanism", "SCRAM-SHA-512",
                        "kafka.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ana\""
                                        + " password=\"a \\\"b\\\"\";"));
        assertThatThrownBy(() -> new KafkaConnection(
                                Map.of("KAFKA_BOOTSTRAP_SERVERS", "b:9092", "KAFKA_SASL_MECHANISM", "GSSAPI"))
                        .settings())
                .isInstanceOf(NotSupported.class)
                .hasMessageContaining("GSSAPI");
    }
}
