package dev.mastic.services.access;

import java.util.Optional;

/** Finds roles by what users write for them: a name, a path with a name, or an ARN. */
public final class Roles {
    private static final String RESOURCE_PREFIX = "role/";

    private final IdentityStore identities;

    Roles(IdentityStore identities) {
        this.identities = identities;
    }

    /**
     * A role as other services see it.
     *
     * @param arn with its path
     * @param name without
     * @param id its unique id, {@code AROA…}, by which sessions of it are known
     */
    public record Role(String arn, String name, String id) {}

    /** The role of an account; absent when there is none, and for the ARN of another account. */
    public Optional<Role> find(String accountId, String nameOrArn) {
        return identity(accountId, nameOrArn).map(role -> new Role(role.arn(), role.name(), role.id()));
    }

    /** The ARN of a role, with its path when the role is there; otherwise the one it would have. */
    public String arnOf(String accountId, String nameOrArn) {
        return find(accountId, nameOrArn)
                .map(Role::arn)
                .orElseGet(() -> nameOrArn.startsWith("arn:")
                        ? nameOrArn
                        : "arn:aws:iam::" + accountId + ":" + RESOURCE_PREFIX + nameOrArn);
    }

    /** The role of whatever account an ARN names. */
    Optional<Identity> byArn(String roleArn) {
        return Arns.account(roleArn).flatMap(account -> identity(account, roleArn));
    }

    Optional<Identity> identity(String accountId, String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
            return identities
                    .find(accountId, IdentityKind.ROLE, name)
                    .filter(role -> nameOrArn.equals(name) || (role.path() + role.name()).equals('/' + nameOrArn));
        }
        return Arns.resource(nameOrArn)
                .filter(resource -> resource.startsWith(RESOURCE_PREFIX))
                .map(resource -> resource.substring(resource.lastIndexOf('/') + 1))
                .flatMap(name -> identities.find(accountId, IdentityKind.ROLE, name))
                .filter(role -> role.arn().equals(nameOrArn));
    }
}
