package dev.mastic.services.secrets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;

/**
 * The filters of lists. All must hold; of a filter's values one must match a beginning, and none that is written with an
 * exclamation mark before it.
 *
 * <p>Source: the Secrets Manager API documentation of {@code Filter}. Descriptions and {@code all} do not care for case.
 */
final class SecretFilterShapes {
    private static final Set<FilterNameStringType> ANY_CASE =
            Set.of(FilterNameStringType.DESCRIPTION, FilterNameStringType.ALL);

    private SecretFilterShapes() {}

    static Predicate<StoredSecret> of(List<Filter> filters) {
        Predicate<StoredSecret> all = secret -> true;
        for (Filter filter : filters) {
            if (filter.key() == null || filter.values().isEmpty()) {
                throw Refusals.parameter("Filters: a filter without Key or Values");
            }
            all = all.and(secret -> matches(secret, filter));
        }
        return all;
    }

    private static boolean matches(StoredSecret secret, Filter filter) {
        List<String> texts = texts(secret, filter.key()).toList();
        boolean asked = false;
        boolean found = false;
        for (String value : filter.values()) {
            boolean not = value.startsWith("!");
            String beginning = not ? value.substring(1) : value;
            boolean here = texts.stream().anyMatch(text -> begins(text, beginning, filter.key()));
            if (not && here) {
                return false;
            }
            asked |= !not;
            found |= !not && here;
        }
        return found || !asked;
    }

    private static boolean begins(String text, String beginning, FilterNameStringType key) {
        return ANY_CASE.contains(key)
                ? text.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT))
                : text.startsWith(beginning);
    }

    private static Stream<String> texts(StoredSecret secret, FilterNameStringType key) {
        return switch (key) {
            case NAME -> Stream.of(secret.name().name());
            case DESCRIPTION -> Stream.ofNullable(secret.description());
            case TAG_KEY -> secret.tags().keySet().stream();
            case TAG_VALUE -> secret.tags().values().stream();
            case PRIMARY_REGION -> Stream.of(secret.name().region());
            case OWNING_SERVICE -> Stream.empty();
            case ALL -> words(secret);
            case UNKNOWN_TO_SDK_VERSION -> throw Refusals.parameter("Filters: unknown Key");
        };
    }

    private static Stream<String> words(StoredSecret secret) {
        Stream<String> texts = Stream.of(
                        Stream.of(secret.name().name()),
                        Stream.ofNullable(secret.description()),
                        secret.tags().keySet().stream(),
                        secret.tags().values().stream())
                .flatMap(text -> text);
        return texts.flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[^A-Za-z0-9]+", -1))))
                .filter(word -> !word.isEmpty());
    }
}
