package dev.mastic.runtime.frame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses, names and statements, as texts. */
class TestSqlText {
    @Test
    void aDatabaseIsPutIntoAnAddress() {
        assertThat(with("jdbc:postgresql://h:5432/old?ssl=true")).isEqualTo("jdbc:postgresql://h:5432/new?ssl=true");
        assertThat(with("jdbc:mysql://h:3306")).isEqualTo("jdbc:mysql://h:3306/new");
        assertThat(with("jdbc:sqlserver://h:1433;databaseName=old;encrypt=false"))
                .isEqualTo("jdbc:sqlserver://h:1433;encrypt=false;databaseName=new");
        assertThat(with("jdbc:oracle:thin:@//h:1521/old")).isEqualTo("jdbc:oracle:thin:@//h:1521/new");
        assertThatThrownBy(() -> with("jdbc:oracle:thin:@h:1521:old")).hasMessageContaining("has no place in the url");
    }

    @Test
    void theServerOfAnAddressIsWhatStandsBeforeTheDatabase() {
        assertThat(new JdbcUrl("jdbc:mysql://h:3306/db?x=1").server()).isEqualTo("jdbc:mysql://h:3306");
        assertThat(new JdbcUrl("jdbc:sqlserver://h:1433;databaseName=d").server())
                .isEqualTo("jdbc:sqlserver://h:1433");
    }

    @Test
    void driversGetTheAddressInTheirScheme() {
        String mariadb = "org.mariadb.jdbc.Driver";
        assertThat(new JdbcUrl("jdbc:mariadb://h/db?a=b").forDriver(mariadb).text())
                .isEqualTo("jdbc:mysql://h/db?a=b&permitMysqlScheme=true");
        assertThat(new JdbcUrl("jdbc:mysql://h:1").forDriver(mariadb).text())
                .isEqualTo("jdbc:mysql://h:1/?permitMysqlScheme=true");
        assertThat(new JdbcUrl("jdbc:mysql://h/db")
                        .forDriver("com.mysql.cj.jdbc.Driver")
                        .text())
                .isEqualTo("jdbc:mysql://h/db");
        assertThat(new JdbcUrl("jdbc:redshift://h/db")
                        .forDriver("org.postgresql.Driver")
                        .text())
                .isEqualTo("jdbc:postgresql://h/db");
    }

    @Test
    void theFirstPartTakesWhatIsInNoOther() {
        assertThat(HashParts.of(Vendor.MYSQL, "x", 3))
                .containsExactly(
                        "(ABS(MOD(x, 3)) IS NULL OR ABS(MOD(x, 3)) NOT IN (1, 2))",
                        "ABS(MOD(x, 3)) = 1",
                        "ABS(MOD(x, 3)) = 2");
        assertThat(HashParts.of(Vendor.SQLSERVER, "x", 2)).last().isEqualTo("ABS((x) % 2) = 1");
        assertThat(HashParts.of(Vendor.ORACLE, "x", 1)).containsExactly("1 = 1");
        assertThatThrownBy(() -> HashParts.of(Vendor.ORACLE, "x", 0)).hasMessage("hashpartitions: 0 (expected: >= 1)");
        assertThatThrownBy(() -> Vendor.OTHER.hashOf("x")).hasMessageContaining("use hashexpression");
    }

    @Test
    void namesKeepTheirQuotes() {
        TableName quoted = TableName.of("\"My.Schema\".\"T\"");
        assertThat(quoted.sibling("stage").sql()).isEqualTo("\"My.Schema\".stage");
        assertThat(quoted.table()).isEqualTo("T");
        assertThat(quoted.schema()).contains("My.Schema");
        assertThat(TableName.of("orders").schema()).isEqualTo(Optional.empty());
        assertThat(TableName.of("dbo.[My Orders]").table()).isEqualTo("My Orders");
        assertThatThrownBy(() -> TableName.of("a; drop table b.\""))
                .hasMessageContaining("expected: table or schema.table");
    }

    @Test
    void semicolonsInQuotesEndNothing() {
        String script =
                "insert into t values ('a;''b');\n-- no; statement\nselect \"x;y\"; /* ; */ do $$ begin; end $$;;";
        assertThat(SqlScript.statements(script))
                .isEqualTo(List.of(
                        "insert into t values ('a;''b')",
                        "-- no; statement\nselect \"x;y\"",
                        "/* ; */ do $$ begin; end $$"));
        assertThat(SqlScript.statements("select 'open")).containsExactly("select 'open");
    }

    @Test
    void whatWasRememberedCannotBecomeAStatement() {
        assertThat(new KeyValue(KeyValue.Kind.TEXT, "a' OR '1\\").literal(Vendor.MYSQL))
                .isEqualTo("'a'' OR ''1\\\\'");
        assertThat(new KeyValue(KeyValue.Kind.NUMBER, "1E3").literal(Vendor.ORACLE))
                .isEqualTo("1000");
        assertThat(new KeyValue(KeyValue.Kind.TIMESTAMP, "2026-01-02 03:04:05.000006").literal(Vendor.POSTGRESQL))
                .isEqualTo("TIMESTAMP '2026-01-02 03:04:05.000006'");
        assertThatThrownBy(() -> new KeyValue(KeyValue.Kind.NUMBER, "1; drop").literal(Vendor.ORACLE))
                .isInstanceOf(NumberFormatException.class);
    }

    private static String with(String url) {
        return new JdbcUrl(url).withDatabase("new").text();
    }
}
