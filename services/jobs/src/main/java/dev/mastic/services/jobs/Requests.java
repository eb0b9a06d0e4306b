package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import dev.mastic.runs.JobKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the requests of this package have in common. */
final class Requests {
    private static final int PAGE_ITEMS = 200;
    private static final int PAGE_ITEMS_MAX = 1_000;

    private Requests() {}

    static JobKey key(Caller caller, String jobName) {
        return new JobKey(caller.accountId(), caller.region(), jobName);
    }

    static int pageSize(@Nullable Integer maxResults) {
        return maxResults == null ? PAGE_ITEMS : Math.min(maxResults, PAGE_ITEMS_MAX);
    }

    /** The name that a page begins after. */
    static String afterName(@Nullable String token) {
        return token == null || token.isEmpty()
                ? ""
                : PageToken.key(token, 1, ErrorCode.INVALID_INPUT).get(0);
    }

    /** The token behind a page of names of which one more was read; absent on the last page, for clients loop on an empty one. */
    static @Nullable String nameToken(List<String> names, int max) {
        return names.size() > max ? PageToken.of(names.get(max - 1)) : null;
    }
}
