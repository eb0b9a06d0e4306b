package dev.mastic.services.catalog.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no expression. What expressions select is the contract of the partition store. */
class TestPartitionExpression {
    private static final List<PartitionKey> KEYS = List.of(
            new PartitionKey("name", "string"),
            new PartitionKey("n", "int"),
            new PartitionKey("price", "decimal(10,2)"),
            new PartitionKey("day", "date"),
            new PartitionKey("at", "timestamp"),
            new PartitionKey("ratio", "float"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name =",
                "= 'x'",
                "name = 'x",
                "name == 'x'",
                "name = 'x' AND",
                "name IN ()",
                "name IN 'x'",
                "name BETWEEN 'a'",
                "name IS 'x'",
                "upper(name) = 'X'",
                "name = n",
                "1 = 1",
                "(name = 'x'",
                "name = 'x')",
                "name = 'x' n = 1",
                "name = NULL",
                "name ~ 'x'",
                "name LIKE",
                "NOT",
                "name = -'x'",
                ";",
                "name = ''''' OR"
            })
    void whatIsNotInTheGrammarIsUnsupported(String text) {
        assertThatThrownBy(() -> PartitionExpression.parse(text, KEYS))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage("Unsupported expression '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "nope = 1                | Invalid partition expression!",
                "n = 'x'                 | \"x\" is not an integer.",
                "n IN (1, 'x')           | \"x\" is not an integer.",
                "n = 1.5                 | \"1.5\" is not an integer.",
                "n = '__HIVE_DEFAULT_PARTITION__' | \"__HIVE_DEFAULT_PARTITION__\" is not an integer.",
                "price = 'x'             | x is not a decimal.",
                "day = '2023'            | 2023 is not a date.",
                "at = '2023-01-01'       | Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] 2023-01-01 is not a timestamp.",
                "ratio = 0.5             | Unknown type : 'float'",
                "n LIKE '1'              | Integral data type doesn't support operation 'LIKE'",
                "day LIKE '2023-01-01'   | Date data type doesn't support operation 'LIKE'",
            })
    void whatDoesNotFitTheKeysIsSaid(String text, String message) {
        assertThatThrownBy(() -> PartitionExpression.parse(text, KEYS))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage(message);
    }

    @Test
    void aBlankExpressionAcceptsEverything() {
        assertThat(PartitionExpression.parse("", KEYS)).isEmpty();
        assertThat(PartitionExpression.parse(" \n", KEYS)).isEmpty();
    }

    @Test
    void depthIsBounded() {
        String deep = "(".repeat(500) + "n = 1 OR n = 2" + ")".repeat(500);
        assertThatThrownBy(() -> PartitionExpression.parse(deep, KEYS))
                .hasMessageStartingWith("Unsupported expression");
        assertThatThrownBy(() -> PartitionExpression.parse("NOT ".repeat(400) + "n = 1", KEYS))
                .hasMessageStartingWith("Unsupported expression");
    }

    @Test
    void aLongExpressionIsRead() {
        String wide = "n = 1" + " OR n = 22".repeat(200);
        assertThat(PartitionExpression.parse(wide, KEYS)).isPresent();
        assertThat(PartitionExpression.parse("name = '" + "\\'x''".repeat(400) + "'", KEYS))
                .contains(new Condition.Comparison(0, ComparisonOperator.EQUAL, "'x'".repeat(400)));
    }

    @Test
    void aStoredValueThatIsNotOfItsTypeIsInvalidState() {
        PartitionRow row = new PartitionRow(KEYS.subList(1, 2), List.of("x"));
        Condition condition =
                PartitionExpression.parse("n = 1", KEYS.subList(1, 2)).orElseThrow();
        assertThatThrownBy(() -> condition.accepts(row))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_STATE))
                .hasMessage("\"x\" is not an integer.");
    }
}
