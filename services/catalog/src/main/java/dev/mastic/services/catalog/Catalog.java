package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which Data Catalog: an account has one in each region, and others by name inside that one.
 *
 * @param id the account's id, and after a colon the name of a catalog inside: {@code 000000000000:sales}
 */
record Catalog(String id, String region) {
    private static final Pattern ID = Pattern.compile("(\\d{12})(?::([^:/]+))?");
    private static final int ID_DIGITS = 12;
    private static final Pattern NAME = Pattern.compile("[^:/]+");

    Catalog {
        requireNonNull(id, "id");
        requireNonNull(region, "region");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not the id of a catalog: " + id);
        }
    }

    /**
     * The catalog that a request means.
     *
     * @param catalogId an account, an account and a name, or a name alone; empty for the caller's own
     */
    static Catalog of(String callerAccount, String region, @Nullable String catalogId) {
        if (catalogId == null || catalogId.isEmpty()) {
            return new Catalog(callerAccount, region);
        }
        String id = Names.fold(catalogId);
        if (ID.matcher(id).matches()) {
            return new Catalog(id, region);
        }
        if (NAME.matcher(id).matches()) {
            return new Catalog(callerAccount + ":" + id, region);
        }
        throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Catalog %s not found.", catalogId);
    }

    /** The catalog of that name inside the account's own. */
    static Catalog nested(String account, String region, String name) {
        return new Catalog(account + ":" + name, region);
    }

    String accountId() {
        return id.substring(0, ID_DIGITS);
    }

    /** The name inside the account's own catalog; empty for that one itself. */
    String name() {
        Matcher parts = ID.matcher(id);
        return parts.matches() && parts.group(2) != null ? parts.group(2) : "";
    }

    boolean isNested() {
        return !name().isEmpty();
    }

    /** The ARN of e.g. {@code table/sales/orders} in this catalog. */
    String arn(String resource) {
        int typeEnd = (resource + "/").indexOf('/');
        String type = resource.substring(0, typeEnd);
        String nested = isNested() ? "/" + name() : "";
        return "arn:aws:glue:%s:%s:%s%s%s".formatted(region, accountId(), type, nested, resource.substring(typeEnd));
    }
}
