package dev.mastic.services.access.policy;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who asks, as a policy with principals may name him.
 *
 * @param kind the key of a {@code Principal} element that may name him: {@code AWS} or {@code Service}
 * @param names what he may be called there
 * @param accountId the account that he belongs to; empty for a service
 */
public record Asker(String kind, Set<String> names, String accountId) {
    static final String AWS = "AWS";
    static final String SERVICE = "Service";

    public Asker {
        requireNonNull(kind, "kind");
        names = Set.copyOf(names);
        requireNonNull(accountId, "accountId");
    }

    /** An identity of IAM; a session goes by its own ARN and by its role's. */
    public static Asker of(Principal principal) {
        return new Asker(
                AWS,
                Stream.concat(Stream.of(principal.arn()), principal.roleArn().stream())
                        .collect(Collectors.toSet()),
                principal.accountId());
    }

    /** A service, e.g. {@code glue.amazonaws.com}. */
    public static Asker service(String name) {
        return new Asker(SERVICE, Set.of(name), "");
    }
}
