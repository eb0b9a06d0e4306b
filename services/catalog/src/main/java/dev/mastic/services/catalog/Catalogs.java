package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The rules of catalogs. An account's own is always there; those inside it are made and removed. */
final class Catalogs {
    private final JdbcNestedCatalogStore catalogs;
    private final Clock clock;

    Catalogs(JdbcNestedCatalogStore catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** Returns when the catalog is there. */
    void require(Catalog catalog) {
        if (catalog.isNested()) {
            get(catalog);
        }
    }

    NestedCatalog get(Catalog catalog) {
        return catalogs.find(catalog).orElseThrow(() -> Refusals.catalogNotFound(catalog.id()));
    }

    void create(Catalog catalog, String definition) {
        Instant now = now();
        if (!catalogs.add(catalog, new NestedCatalog(catalog.name(), definition, now, now))) {
            throw new ServiceException(ErrorCode.ALREADY_EXISTS, "Catalog already exists.");
        }
    }

    Page<NestedCatalog> list(Catalog root, Optional<String> after, int limit) {
        return Page.cut(catalogs.list(root, after.orElse(Page.START), limit + 1), limit, NestedCatalog::name);
    }

    void update(Catalog catalog, String definition) {
        if (!catalogs.replace(catalog, definition, now())) {
            throw Refusals.catalogNotFound(catalog.id());
        }
    }

    void delete(Catalog catalog) {
        if (!catalogs.remove(catalog)) {
            throw Refusals.catalogNotFound(catalog.id());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
