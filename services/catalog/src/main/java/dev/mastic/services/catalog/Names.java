package dev.mastic.services.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names as the catalog keeps them. */
final class Names {
    private Names() {}

    /** Lower case: Glue folds the names of databases, tables and functions, and finds them in any case. */
    static String fold(@Nullable String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }
}
