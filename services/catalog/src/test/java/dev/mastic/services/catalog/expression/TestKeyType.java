package dev.mastic.services.catalog.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestKeyType {
    @Test
    void numbersSortLikeNumbers() {
        List<String> ascending = List.of(
                "-1000000000000000000000",
                "-12.3",
                "-12",
                "-1.23",
                "-1",
                "-0.5",
                "-0.05",
                "0",
                "0.005",
                "0.05",
                "0.5",
                "1",
                "1.2",
                "1.23",
                "2",
                "9.99",
                "10",
                "12",
                "99",
                "100",
                "1000000000000000000000");
        assertThat(ascending.stream().map(KeyType.DECIMAL::sortable).flatMap(java.util.Optional::stream))
                .hasSize(ascending.size())
                .isSortedAccordingTo(SortableText::compare)
                .doesNotHaveDuplicates();
    }

    @Test
    void anyTwoNumbersSortLikeNumbers() {
        Random random = new Random(7);
        List<BigDecimal> numbers = Stream.generate(() -> new BigDecimal(
                        new BigInteger(1 + random.nextInt(40), random)
                                .multiply(BigInteger.valueOf(random.nextInt(3) - 1)),
                        random.nextInt(12)))
                .limit(300)
                .toList();
        for (BigDecimal left : numbers) {
            for (BigDecimal right : numbers) {
                assertThat(Integer.signum(SortableText.compare(SortableNumber.of(left), SortableNumber.of(right))))
                        .describedAs("%s against %s", left, right)
                        .isEqualTo(left.compareTo(right));
            }
        }
    }

    @Test
    void oneNumberIsOneTextHoweverItIsWritten() {
        assertThat(KeyType.INTEGER.sortable("007")).isEqualTo(KeyType.INTEGER.sortable(" +7"));
        assertThat(KeyType.DECIMAL.sortable("1.50")).isEqualTo(KeyType.DECIMAL.sortable("1.5"));
        assertThat(KeyType.INTEGER.isCanonical("7")).isTrue();
        assertThat(KeyType.INTEGER.isCanonical("100")).isTrue();
        assertThat(KeyType.INTEGER.isCanonical("07")).isFalse();
        assertThat(KeyType.DECIMAL.isCanonical("1.50")).isFalse();
    }

    @Test
    void whatIsNoValueOfTheTypeHasNoText() {
        assertThat(KeyType.INTEGER.sortable("1.5")).isEmpty();
        assertThat(KeyType.INTEGER.sortable("")).isEmpty();
        assertThat(KeyType.DECIMAL.sortable("1e5")).isEmpty();
        assertThat(KeyType.DATE.sortable("2023-02-29")).isEmpty();
        assertThat(KeyType.DATE.sortable("2023-2-1")).isEmpty();
        assertThat(KeyType.TIMESTAMP.sortable("2023-02-28")).isEmpty();
        assertThat(KeyType.TIMESTAMP.sortable("2023-02-29 00:00:00")).isEmpty();
    }

    @Test
    void fractionsOfASecondSort() {
        assertThat(Stream.of(
                                "2023-01-01 00:00:00",
                                "2023-01-01 00:00:00.05",
                                "2023-01-01 00:00:00.5",
                                "2023-01-01 00:00:01")
                        .map(KeyType.TIMESTAMP::sortable)
                        .flatMap(java.util.Optional::stream))
                .hasSize(4)
                .isSortedAccordingTo(SortableText::compare);
        assertThat(KeyType.TIMESTAMP.sortable("2023-01-01 00:00:00.500"))
                .isEqualTo(KeyType.TIMESTAMP.sortable("2023-01-01 00:00:00.5"));
    }

    @Test
    void typesAreFoundByTheirHiveNames() {
        assertThat(KeyType.of("Decimal(10,2)")).isEqualTo(KeyType.DECIMAL);
        assertThat(KeyType.of("BIGINT")).isEqualTo(KeyType.INTEGER);
        assertThat(KeyType.of("varchar(3)")).isEqualTo(KeyType.STRING);
        assertThat(KeyType.of("float")).isEqualTo(KeyType.UNKNOWN);
    }

    @Test
    void textsSortByCodePoint() {
        assertThat(SortableText.compare("\uFF5E", "\uD83D\uDE00")).isNegative();
        assertThat(SortableText.compare("\uD83D\uDE00", "z")).isPositive();
        assertThat(SortableText.compare("a", "ab")).isNegative();
        assertThat(SortableText.compare("a", "a")).isZero();
    }
}
