package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the requests of the catalog have in common. */
final class Requests {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private Requests() {}

    /** The caller's catalog; a request that names another account's is refused, for nothing can be shared yet. */
    static Catalog catalog(Caller caller, @Nullable String catalogId) {
        if (catalogId == null || catalogId.isEmpty() || catalogId.equals(caller.accountId())) {
            return new Catalog(caller.accountId(), caller.region());
        }
        if (!ACCOUNT.matcher(catalogId).matches()) {
            throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Catalog %s not found.", catalogId);
        }
        throw new ServiceException(
                ErrorCode.ACCESS_DENIED,
                "User: %s is not authorized to access the Data Catalog of account %s because no resource-based policy"
                        + " allows it",
                caller.principal().arn(),
                catalogId);
    }

    static int limit(@Nullable Integer maxResults, int most) {
        return maxResults == null ? most : Math.min(maxResults, most);
    }

    /** The key that a page begins after. Clients send an empty token for none. */
    static Optional<String> after(@Nullable String token) {
        return token == null || token.isEmpty()
                ? Optional.empty()
                : Optional.of(PageToken.key(token, 1, ErrorCode.INVALID_INPUT).get(0));
    }

    /** The token of the next page; null when there is none, for clients loop on an empty one. */
    static @Nullable String token(Page<?> page) {
        return page.next().map(key -> PageToken.of(List.of(key))).orElse(null);
    }

    /** Refuses a member that would change what the operation means, when the request has it. */
    static void refuse(@Nullable Object member, String name) {
        if (member != null) {
            throw Refusals.notImplemented(name);
        }
    }
}
