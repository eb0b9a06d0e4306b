package dev.mastic.services.access;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.services.access.policy.ConditionKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys of a request: what the operation says, and the global ones.
 *
 * <p>Source: "AWS global condition context keys" in the IAM user guide.
 *
 * @param caller who calls, and from where
 * @param access what for
 * @param grants the caller's name and tags
 * @param now when
 */
record RequestKeys(Caller caller, Access access, Grants grants, Instant now) implements ConditionKeys {
    private static final String PRINCIPAL_TAG = "aws:principaltag/";

    @Override
    public List<String> values(String key) {
        for (Map.Entry<String, List<String>> given : access.conditions().entrySet()) {
            if (given.getKey().equalsIgnoreCase(key)) {
                return given.getValue();
            }
        }
        return global(key).map(List::of).orElse(List.of());
    }

    private Optional<String> global(String key) {
        Principal principal = caller.principal();
        return switch (key) {
            case "aws:currenttime" ->
                Optional.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:epochtime" -> Optional.of(String.valueOf(now.getEpochSecond()));
            case "aws:principalaccount" -> Optional.of(principal.accountId());
            case "aws:principalarn" -> Optional.of(principal.roleArn().orElse(principal.arn()));
            case "aws:principalisawsservice", "aws:viaawsservice" -> Optional.of("false");
            case "aws:principaltype" -> Optional.of(principalType(principal));
            case "aws:requestedregion" -> Optional.of(caller.region());
            case "aws:resourceaccount" -> Arns.account(access.resource()).or(() -> Optional.of(principal.accountId()));
            case "aws:securetransport" -> Optional.of(String.valueOf(caller.secure()));
            case "aws:sourceip" -> Optional.of(caller.sourceAddress());
            case "aws:userid" -> Optional.of(principal.id());
            case "aws:username" ->
                principal.kind() == Principal.Kind.USER ? Optional.of(grants.name()) : Optional.empty();
            default -> key.startsWith(PRINCIPAL_TAG) ? tag(key.substring(PRINCIPAL_TAG.length())) : Optional.empty();
        };
    }

    private static String principalType(Principal principal) {
        return switch (principal.kind()) {
            case ROOT -> "Account";
            case USER -> "User";
            case ASSUMED_ROLE -> "AssumedRole";
        };
    }

    private Optional<String> tag(String name) {
        return grants.tags().entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
