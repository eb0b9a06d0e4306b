package dev.mastic.services.secrets;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of lists: how long they are and where they begin. */
final class Pages {
    private static final int ITEMS_MAX = 100;

    private Pages() {}

    static int size(@Nullable Integer maxResults) {
        return maxResults == null ? ITEMS_MAX : Math.min(maxResults, ITEMS_MAX);
    }

    /** Where a page of secrets begins; without a token at the end that the direction says. */
    static SecretStore.Place place(@Nullable String token, SecretStore.Direction direction) {
        if (token == null || token.isEmpty()) {
            return direction == SecretStore.Direction.OLDEST_FIRST
                    ? new SecretStore.Place(Instant.EPOCH, 0)
                    : new SecretStore.Place(Instant.ofEpochMilli(Long.MAX_VALUE), Long.MAX_VALUE);
        }
        List<String> key = PageToken.key(token, 2, ErrorCode.INVALID_NEXT_TOKEN);
        try {
            return new SecretStore.Place(Instant.ofEpochMilli(Long.parseLong(key.get(0))), Long.parseLong(key.get(1)));
        } catch (NumberFormatException notOurs) {
            throw new ServiceException(ErrorCode.INVALID_NEXT_TOKEN, "The specified pagination token is not valid.");
        }
    }

    /** The token behind a page of which one more was read; absent on the last page. */
    static @Nullable String token(List<StoredSecret> secrets, int max) {
        if (secrets.size() <= max) {
            return null;
        }
        StoredSecret last = secrets.get(max - 1);
        return PageToken.of(Long.toString(last.createdAt().toEpochMilli()), Long.toString(last.id()));
    }

    static String afterVersion(@Nullable String token) {
        return token == null || token.isEmpty()
                ? ""
                : PageToken.key(token, 1, ErrorCode.INVALID_NEXT_TOKEN).get(0);
    }

    static @Nullable String versionToken(List<SecretVersion> versions, int max) {
        return versions.size() > max ? PageToken.of(versions.get(max - 1).id()) : null;
    }
}
