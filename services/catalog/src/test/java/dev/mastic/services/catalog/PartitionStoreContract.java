package dev.mastic.services.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.KeyType;
import dev.mastic.services.catalog.expression.PartitionExpression;
import dev.mastic.services.catalog.expression.PartitionKey;
import dev.mastic.services.catalog.expression.PartitionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of partitions does. */
abstract class PartitionStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<PartitionKey> YEAR_AND_CITY =
            List.of(new PartitionKey("year", "int"), new PartitionKey("city", "string"));

    abstract PartitionStore store();

    /** A stored table without partitions. */
    abstract CatalogTable table(List<PartitionKey> keys);

    /** Does the work in one transaction: many commits of one row would take most of a test's time. */
    abstract void atOnce(Runnable work);

    @Test
    void aPartitionIsFoundByItsValues() {
        CatalogTable table = table(YEAR_AND_CITY);
        add(table, "2023", "São Paulo");

        assertThat(store().find(table, List.of("2023", "São Paulo")))
                .contains(new CatalogPartition(List.of("2023", "São Paulo"), "{}", NOON));
        assertThat(store().find(table, List.of("2023", "sao paulo"))).isEmpty();
        assertThat(store().find(table, List.of("02023", "São Paulo"))).isEmpty();
    }

    @Test
    void theSameValuesAreKeptOnce() {
        CatalogTable table = table(YEAR_AND_CITY);
        assertThat(add(table, "2023", "Recife")).isTrue();
        assertThat(add(table, "2023", "Recife")).isFalse();
    }

    @Test
    void oneNumberWrittenTwoWaysIsTwoPartitions() {
        CatalogTable table = table(YEAR_AND_CITY);
        assertThat(add(table, "7", "a")).isTrue();
        assertThat(add(table, "07", "a")).isTrue();
        assertThat(add(table, "+7", "a")).isTrue();
        assertThat(select(table, "year = 7")).hasSize(3);
        assertThat(store().remove(table, List.of("07", "a"))).isTrue();
        assertThat(store().find(table, List.of("7", "a"))).isPresent();
        assertThat(store().find(table, List.of("07", "a"))).isEmpty();
    }

    @Test
    void valuesThatWouldJoinToTheSameTextAreToldApart() {
        CatalogTable table = table(List.of(new PartitionKey("a", "string"), new PartitionKey("b", "string")));
        Set<List<String>> all = new HashSet<>();
        for (String a : List.of("", "x", "x\u0001", "x\u0002", "\u0001x", "x\u00021", "__HIVE_DEFAULT_PARTITION__")) {
            for (String b : List.of("", "y", "\u0001y", "1\u0001")) {
                all.add(List.of(a, b));
                assertThat(add(table, a, b)).describedAs("%s, %s", a, b).isTrue();
            }
        }
        assertThat(new HashSet<>(select(table, ""))).isEqualTo(all);
        all.forEach(values ->
                assertThat(store().find(table, values).orElseThrow().values()).isEqualTo(values));
    }

    @Test
    void aPartitionIsReplacedUnderOtherValues() {
        CatalogTable table = table(YEAR_AND_CITY);
        add(table, "2023", "Recife");
        CatalogPartition moved = new CatalogPartition(List.of("2024", "Natal"), "{\"Parameters\":{}}", NOON);

        assertThat(store().replace(table, List.of("2023", "Recife"), moved)).isTrue();
        assertThat(store().find(table, List.of("2024", "Natal"))).contains(moved);
        assertThat(store().find(table, List.of("2023", "Recife"))).isEmpty();
        assertThat(store().replace(table, List.of("2023", "Recife"), moved)).isFalse();
        assertThat(select(table, "year = 2024")).containsExactly(List.of("2024", "Natal"));
    }

    @Test
    void partitionsAreListedInTheOrderOfTheirTypes() {
        CatalogTable table = table(YEAR_AND_CITY);
        add(table, "10", "b");
        add(table, "9", "z");
        add(table, "-1", "a");
        add(table, "10", "a");
        assertThat(select(table, ""))
                .containsExactly(List.of("-1", "a"), List.of("9", "z"), List.of("10", "a"), List.of("10", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "year = 2021",
                "year = '2021'",
                "(year) = (2021)",
                "((year) = '2021')",
                "2021 = year",
                "2021 < year",
                "YEAR = 2021 and CITY = 'b'",
                "year <> 2021",
                "year != 2021",
                "year > 2020 AND year <= 2022",
                "year >= 2020 AND year < 2022 AND city > 'a'",
                "year BETWEEN 2020 AND 2021",
                "year NOT BETWEEN 2020 AND 2021",
                "year IN (2019, 2022)",
                "year NOT IN (2019, 2022)",
                "NOT year IN (2019, 2022)",
                "(year) NOT IN (2019, 2022)",
                "year = 2021 OR city = 'c'",
                "year = 2021 AND city IN ('a', 'c') OR city LIKE 'd%'",
                "NOT (year = 2021 AND city = 'a')",
                "((year = 2021) OR (year in (2019, 2020)) OR (year >= 2022 AND year < 2025)) AND (city = 'a')",
                "city LIKE '_'",
                "city LIKE '%o%'",
                "city NOT LIKE '%o%'",
                "city LIKE 'A'",
                "city LIKE '%'",
                "city = 'it\\'s' OR city = 'it''s'",
                "city >= 'b' AND city < 'd'",
                "city IS NULL",
                "city IS NOT NULL",
                "city = '__HIVE_DEFAULT_PARTITION__'",
                "year IS NULL",
                "NOT year = 2021",
                "year = 2021 AND year = 2022",
                "year > 2022 AND year < 2020",
                "year = -5",
                "year = +2021",
                "year < 0",
                "`year` = 2021 AND \"city\" = 'a'",
                "year = 2021 AND city = 2",
                "city LIKE '100%[x]*?'",
            })
    void anExpressionSelectsWhatItsConditionAccepts(String expression) {
        CatalogTable table = table(YEAR_AND_CITY);
        atOnce(() -> addAll(
                table,
                List.of("-5", "2019", "2020", "2021", "02021", "2022", KeyType.NULL_PARTITION),
                List.of("a", "b", "c", "dom", "it's", "A", "2", "é", "100%[x]*?", KeyType.NULL_PARTITION)));
        Optional<Condition> condition = PartitionExpression.parse(expression, table.keys());

        assertThat(select(table, expression))
                .containsExactlyElementsOf(select(table, "").stream()
                        .filter(values -> condition.isEmpty()
                                || condition.orElseThrow().accepts(new PartitionRow(table.keys(), values)))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "year = 2021                        | 2",
                "year = 2021 AND city = 'a'         | 1",
                "year IN (2021, 2022)               | 4",
                "year > 2021                        | 2",
                "year < 2021                        | 0",
                "NOT year > 2021                    | 2",
                "city LIKE 'a%'                     | 3",
                "city LIKE 'A%'                     | 0",
                "city IS NULL                       | 0",
                "city IS NOT NULL                   | 6",
                "year = 2021 OR city = 'b'          | 4",
                "city = '__HIVE_DEFAULT_PARTITION__'| 0",
                "year <> 2021                       | 2",
                "year NOT IN (2021)                 | 2",
            })
    void anExpressionSelectsAsManyAsItShould(String expression, int expected) {
        CatalogTable table = table(YEAR_AND_CITY);
        atOnce(() -> addAll(table, List.of("2021", "2022", KeyType.NULL_PARTITION), List.of("a", "b")));
        assertThat(select(table, expression)).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "decimal(10,2) | 1.50;-2;10.25;9        | x > 1.5           | 9;10.25",
                "decimal(10,2) | 1.50;-2;10.25;9        | x = '1.5'         | 1.50",
                "date          | 2023-01-31;2023-02-01  | x >= '2023-02-01' | 2023-02-01",
                "bigint        | 9;10;99999999999999999999 | x > 9          | 10;99999999999999999999",
                "timestamp     | 2023-01-01 00:00:00;2023-01-01 00:00:00.5 | x > '2023-01-01 00:00:00' | 2023-01-01 00:00:00.5",
                "string        | 9;10                   | x > 9             | ",
                "string        | 9;10                   | x = 9             | 9",
            })
    void everyTypeComparesAsItself(String type, String stored, String expression, @Nullable String expected) {
        CatalogTable table = table(List.of(new PartitionKey("x", type)));
        for (String value : stored.split(";", -1)) {
            add(table, value);
        }
        List<List<String>> wanted = expected == null
                ? List.of()
                : Arrays.stream(expected.split(";", -1)).map(List::of).toList();
        assertThat(select(table, expression)).containsExactlyElementsOf(wanted);
    }

    @Test
    void aTenthKeyIsComparedToo() {
        List<PartitionKey> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            keys.add(new PartitionKey("k" + i, "int"));
        }
        CatalogTable table = table(keys);
        for (int last = 0; last < 30; last++) {
            add(table, "0", "1", "2", "3", "4", "5", "6", "7", "8", String.valueOf(last));
        }
        assertThat(select(table, "k0 = 0 AND k9 >= 27")).hasSize(3);
        assertThat(selectPaged(table, "k9 IN (1, 11, 21)", 2)).hasSize(3);
    }

    @Test
    void aValueThatIsNotOfItsTypeIsToldWhenAnExpressionMeetsIt() {
        CatalogTable table = table(YEAR_AND_CITY);
        add(table, "2021", "a");
        add(table, "unknown", "b");

        assertThat(select(table, "")).hasSize(2);
        assertThat(select(table, "city = 'b'")).containsExactly(List.of("unknown", "b"));
        assertThatThrownBy(() -> select(table, "year > 2020"))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_STATE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10})
    void segmentsAreDisjointAndComplete(int total) {
        CatalogTable table = table(YEAR_AND_CITY);
        atOnce(() -> {
            for (int year = 1900; year < 2100; year++) {
                add(table, String.valueOf(year), "c" + year % 7);
            }
        });
        List<List<String>> all = new ArrayList<>();
        for (int number = 0; number < total; number++) {
            List<List<String>> segment =
                    selectSegment(table, "year >= 1950", new PartitionQuery.Segment(number, total));
            assertThat(segment).isNotEmpty();
            all.addAll(segment);
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(150);
    }

    @Test
    void pagesNeitherSkipNorRepeatWhileOthersWrite() {
        CatalogTable table = table(YEAR_AND_CITY);
        for (int i = 0; i < 50; i++) {
            add(table, String.valueOf(1000 + 2 * i), "a");
        }
        List<List<String>> read = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int written = 0;
        do {
            Page<CatalogPartition> page =
                    store().list(table, new PartitionQuery(Optional.empty(), Optional.empty(), after, 7));
            page.items().forEach(partition -> read.add(partition.values()));
            after = page.next();
            // Before, inside and behind what has been read; and one that has been read goes.
            add(table, String.valueOf(500 + written), "b");
            add(table, String.valueOf(1001 + 2 * written), "b");
            store().remove(table, page.items().get(0).values());
            written++;
        } while (after.isPresent());

        assertThat(read).doesNotHaveDuplicates();
        assertThat(read.stream().filter(values -> values.get(1).equals("a"))).hasSize(50);
    }

    @Test
    void partitionsOfAnotherTableStayThere() {
        CatalogTable one = table(YEAR_AND_CITY);
        CatalogTable other = table(YEAR_AND_CITY);
        add(one, "2023", "a");
        assertThat(select(other, "")).isEmpty();
        assertThat(store().remove(other, List.of("2023", "a"))).isFalse();
    }

    @Test
    void aChangeOfTypesSortsThePartitionsAgain() {
        CatalogTable texts = table(List.of(new PartitionKey("x", "string")));
        for (String value : List.of("10", "9", "1000", "250", "n/a")) {
            add(texts, value);
        }
        CatalogTable numbers = new CatalogTable(
                texts.id(), "lake", texts.name(), 1, List.of(new PartitionKey("x", "int")), "{}", "", NOON, NOON);
        store().recode(numbers);
        assertThat(store().remove(numbers, List.of("n/a"))).isTrue();
        assertThat(select(numbers, "x < 1000")).containsExactly(List.of("9"), List.of("10"), List.of("250"));
    }

    private void addAll(CatalogTable table, List<String> years, List<String> cities) {
        years.forEach(year -> cities.forEach(city -> add(table, year, city)));
    }

    private boolean add(CatalogTable table, String... values) {
        return store().add(table, new CatalogPartition(List.of(values), "{}", NOON));
    }

    private List<List<String>> select(CatalogTable table, String expression) {
        return selectPaged(table, expression, 1000);
    }

    private List<List<String>> selectPaged(CatalogTable table, String expression, int limit) {
        Optional<Condition> condition = PartitionExpression.parse(expression, table.keys());
        List<List<String>> values = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<CatalogPartition> page =
                    store().list(table, new PartitionQuery(condition, Optional.empty(), after, limit));
            page.items().forEach(partition -> values.add(partition.values()));
            after = page.next();
        } while (after.isPresent());
        return values;
    }

    private List<List<String>> selectSegment(CatalogTable table, String expression, PartitionQuery.Segment segment) {
        Optional<Condition> condition = PartitionExpression.parse(expression, table.keys());
        return store()
                .list(table, new PartitionQuery(condition, Optional.of(segment), Optional.empty(), 1000))
                .items()
                .stream()
                .map(CatalogPartition::values)
                .toList();
    }
}
