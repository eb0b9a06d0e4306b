package dev.mastic.services.jobs;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import java.util.List;
import java.util.Map;

/** Who gives Glue a role must be allowed to pass it. */
final class PassRole {
    private final Authorizer authorizer;
    private final RoleArns roles;

    PassRole(Authorizer authorizer, RoleArns roles) {
        this.authorizer = authorizer;
        this.roles = roles;
    }

    void check(Caller caller, String role) {
        authorizer.authorize(
                caller,
                new Access(
                        "iam:PassRole",
                        roles.of(caller.accountId(), role),
                        Map.of("iam:PassedToService", List.of("glue.amazonaws.com"))));
    }
}
