package dev.mastic.server;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.access.AccessModule;
import dev.mastic.services.access.Roles;
import dev.mastic.services.connections.ConnectionsModule;
import dev.mastic.services.jobs.JobConnections;
import dev.mastic.services.jobs.TaggedResource;
import java.util.List;
import java.util.Optional;

/** What jobs need of connections: whether they are there and open to a role, and their place among tagged resources. */
final class ConnectionPorts implements JobConnections, TaggedResource {
    private static final String SESSION = "GlueJobRunnerSession";

    private final ConnectionsModule connections;
    private final AccessModule access;

    ConnectionPorts(ConnectionsModule connections, AccessModule access) {
        this.connections = connections;
        this.access = access;
    }

    @Override
    public void check(Caller caller, String role, List<String> names) {
        for (String name : names) {
            if (!exists(caller.accountId(), caller.region(), name)) {
                throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Connection %s not found.", name);
            }
            String arn = caller.arn("glue", "connection/" + name);
            access.authorizer().authorize(session(caller, role), new Access("glue:GetConnection", arn));
        }
    }

    @Override
    public String type() {
        return "connection";
    }

    @Override
    public boolean exists(String account, String region, String name) {
        return connections.exists(account, region, name);
    }

    /** A session of the role, as the run will have one. */
    private Caller session(Caller caller, String name) {
        Roles.Role role = access.roles()
                .find(caller.accountId(), name)
                .orElseThrow(() -> new ServiceException(ErrorCode.INVALID_INPUT, "Role %s does not exist.", name));
        Principal principal = new Principal(
                Principal.Kind.ASSUMED_ROLE,
                "arn:aws:sts::%s:assumed-role/%s/%s".formatted(caller.accountId(), role.name(), SESSION),
                role.id() + ":" + SESSION,
                caller.accountId(),
                Optional.of(role.arn()),
                Optional.empty());
        return new Caller(principal, caller.region(), caller.requestId(), caller.sourceAddress(), caller.secure());
    }
}
