package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of user-defined functions. Names are taken in any case. */
final class Functions {
    private final Database database;
    private final Databases databases;
    private final FunctionStore functions;
    private final Clock clock;

    Functions(Database database, Databases databases, FunctionStore functions, Clock clock) {
        this.database = database;
        this.databases = databases;
        this.functions = functions;
        this.clock = clock;
    }

    void create(Catalog catalog, String databaseName, String name, String definition) {
        CatalogFunction function = new CatalogFunction(
                Names.fold(databaseName),
                Names.fold(name),
                definition,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        database.update(handle -> {
            databases.require(catalog, databaseName);
            if (!functions.add(catalog, function)) {
                throw new ServiceException(ErrorCode.ALREADY_EXISTS, "Function already exists.");
            }
        });
    }

    CatalogFunction get(Catalog catalog, String databaseName, String name) {
        return functions
                .find(catalog, Names.fold(databaseName), Names.fold(name))
                .orElseThrow(() -> {
                    databases.require(catalog, databaseName);
                    return notFound(name);
                });
    }

    /** The accepted functions after the one that the key names, see {@link #key}. */
    Page<CatalogFunction> list(
            Catalog catalog, Predicate<CatalogFunction> accepted, Optional<String> after, int limit) {
        List<String> last = after.map(key -> PageToken.key(key, 2, ErrorCode.INVALID_INPUT))
                .orElse(List.of(Page.START, Page.START));
        return Page.cut(functions.list(catalog, accepted, last.get(0), last.get(1), limit + 1), limit, Functions::key);
    }

    void requireDatabase(Catalog catalog, String databaseName) {
        databases.require(catalog, databaseName);
    }

    void update(Catalog catalog, String databaseName, String name, String definition) {
        database.update(handle -> {
            CatalogFunction read = get(catalog, databaseName, name);
            functions.replace(catalog, new CatalogFunction(read.database(), read.name(), definition, read.createdAt()));
        });
    }

    void delete(Catalog catalog, String databaseName, String name) {
        database.update(handle -> {
            CatalogFunction read = get(catalog, databaseName, name);
            functions.remove(catalog, read.database(), read.name());
        });
    }

    private static String key(CatalogFunction function) {
        return PageToken.of(function.database(), function.name());
    }

    private static ServiceException notFound(String name) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Function %s not found.", name);
    }
}
