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
        assertThat(KafkaStream.settings(options))
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "b:9092",
                        "subscribe", "orders",
                        "startingOffsets", "earliest",
                        "fetchOffset.numRetries", "5",
                        "kafka.sasl.mechanism", "PLAIN"));
    }

    @Test
    void whatIsMissingOrNotThereIsNamed() {
        assertThatThrownBy(() -> KafkaStream.settings(Options.parse("{\"topicName\": \"t\"}")))
                .hasMessageContaining("bootstrap.servers");
        assertThatThrownBy(() -> KafkaStream.settings(Options.parse("{\"bootstrap.servers\": \"b:9092\"}")))
                .hasMessageContaining("topicName");
        assertThatThrownBy(() -> KafkaStream.settings(Options.parse("{\"connectionName\": \"c\"}")))
                .isInstanceOf(NotSupported.class)
                .hasMessageContaining("connectionName");
    }
}
