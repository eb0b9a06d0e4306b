package dev.mastic.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestPostgresUrl {
    @ParameterizedTest
    @CsvSource({
        "postgresql://db/mastic, jdbc:postgresql://db/mastic",
        "postgres://ana@db:5433/mastic, jdbc:postgresql://db:5433/mastic?user=ana",
        "postgresql://ana:a%26b%3Ac@db/mastic?sslmode=require,"
                + " jdbc:postgresql://db/mastic?user=ana&password=a%26b%3Ac&sslmode=require",
        "jdbc:postgresql://db/mastic?user=ana, jdbc:postgresql://db/mastic?user=ana"
    })
    void userAndPasswordBecomeParameters(String address, String jdbc) {
        assertThat(PostgresUrl.toJdbc(address)).isEqualTo(jdbc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ana:secret@/mastic", "postgresql://ana:secret@db", "mysql://ana:secret@db/x"})
    void whatIsNotAnAddressIsRefusedWithoutRepeatingThePassword(String address) {
        assertThatThrownBy(() -> PostgresUrl.toJdbc(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .hasMessageNotContaining("secret");
    }

    @Test
    void messagesHoldHostAndDatabaseOnly() {
        assertThat(PostgresUrl.withoutSecrets("postgresql://ana:secret@db:5432/mastic?password=secret"))
                .isEqualTo("postgresql://db:5432/mastic");
    }
}
