package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the requests of the catalog have in common. */
final class Requests {
    private Requests() {}

    /** The catalog that a request names. Whether the caller may use another account's, IAM was asked before. */
    static Catalog catalog(Caller caller, @Nullable String catalogId) {
        return Catalog.of(caller.accountId(), caller.region(), catalogId);
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
