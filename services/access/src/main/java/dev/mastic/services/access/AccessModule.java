package dev.mastic.services.access;

import dev.mastic.aws.Authorizer;
import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.Principal;
import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Identity and access, put together: what the server wires and what other services meet it by. */
public final class AccessModule {
    private final CredentialSource credentials;
    private final Authorizer authorizer;
    private final AccountBootstrap accounts;
    private final Roles roles;
    private final RoleSessions roleSessions;
    private final IdentityStore identities;
    private final List<Object> apis;

    /** @param resourcePolicies what resources of other services say about who may use them */
    public AccessModule(Database database, Ids ids, Clock clock, ResourcePolicies resourcePolicies) {
        Transactions transactions = new Transactions(database);
        IdentityStore identityStore = new JdbcIdentityStore(database);
        GrantStore grantStore = new JdbcGrantStore(database);
        CredentialStore credentialStore = new JdbcCredentialStore(database);
        PolicyTexts texts = new PolicyTexts();
        Sessions sessions = new Sessions(credentialStore, ids, clock);
        ManagedPolicies policies = new ManagedPolicies(
                new JdbcPolicyStore(database),
                new AwsManagedPolicies(),
                grantStore,
                identityStore,
                transactions,
                ids,
                clock);
        Identities known =
                new Identities(identityStore, grantStore, credentialStore, policies, transactions, ids, clock);
        IdentityPolicies identityPolicies = new IdentityPolicies(grantStore, policies, transactions);
        IamAccess access = new IamAccess(identityStore);
        identities = identityStore;
        roles = new Roles(identityStore);
        credentials = new StoredCredentials(credentialStore, identityStore, transactions);
        authorizer = new PolicyAuthorizer(
                new GrantBook(identityStore, grantStore, policies, texts, transactions),
                roles,
                texts,
                resourcePolicies,
                clock);
        accounts = new AccountBootstrap(credentialStore, transactions, clock);
        roleSessions = new RoleSessions(roles, sessions, texts);
        apis = List.of(
                new StsApi(roles, sessions, texts),
                new UserApi(known, access),
                new UserPolicyApi(known, identityPolicies, access),
                new AccessKeyApi(known, new AccessKeys(credentialStore, transactions, ids, clock), access),
                new GroupApi(known, access),
                new GroupPolicyApi(known, identityPolicies, access),
                new RoleApi(known, access),
                new RolePolicyApi(known, identityPolicies, access),
                new PolicyApi(policies, access));
    }

    /** Where the signature check finds keys. */
    public CredentialSource credentials() {
        return credentials;
    }

    /** Who decides what callers may do. */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** The operations of IAM and STS. */
    public List<Object> apis() {
        return apis;
    }

    /** The tags of the user, or of the role behind the session; none for the root. */
    public Map<String, String> tags(Principal principal) {
        // A session's id is its role's unique id, a colon and the session's name.
        String id = principal.id();
        int colon = id.indexOf(':');
        return principal.kind() == Principal.Kind.ROOT
                ? Map.of()
                : identities.tags(colon < 0 ? id : id.substring(0, colon));
    }

    /** Gives accounts their root key. */
    public AccountBootstrap accounts() {
        return accounts;
    }

    /** Finds roles for services that are given one. */
    public Roles roles() {
        return roles;
    }

    /** Opens sessions for services that work with a role. */
    public RoleSessions roleSessions() {
        return roleSessions;
    }
}
