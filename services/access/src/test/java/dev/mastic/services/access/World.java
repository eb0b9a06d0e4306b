package dev.mastic.services.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.Credential;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The module on a database of its own, with root's key made. */
final class World implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final String ROOT_KEY = "AKIAROOTROOTROOTROOT";
    static final String GLUE_TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";

    final Database database = TestDatabase.create();
    final TestClock clock = TestClock.atNoon();
    AccessModule module = open();

    World() {
        module.accounts().ensureRoot(ACCOUNT, ROOT_KEY, new Secret("root-secret"));
    }

    /** Starts anew on the same database, as after a restart. */
    void restart() {
        module = open();
    }

    <T> T api(Class<T> type) {
        return module.apis().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    Caller root() {
        return caller(Principal.root(ACCOUNT));
    }

    Caller caller(Principal principal) {
        return new Caller(principal, "us-east-1", "request", "127.0.0.1", false);
    }

    Caller caller(Credential credential) {
        return caller(credential.principal());
    }

    /** A new user with a key, and one policy when the statement is not empty. */
    Caller user(String name, String statement) {
        api(UserApi.class)
                .createUser(
                        root(),
                        software.amazon.awssdk.services.iam.model.CreateUserRequest.builder()
                                .userName(name)
                                .build());
        if (!statement.isEmpty()) {
            api(UserPolicyApi.class)
                    .putUserPolicy(
                            root(),
                            software.amazon.awssdk.services.iam.model.PutUserPolicyRequest.builder()
                                    .userName(name)
                                    .policyName("inline")
                                    .policyDocument(policy(statement))
                                    .build());
        }
        String key = api(AccessKeyApi.class)
                .createAccessKey(
                        root(),
                        software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest.builder()
                                .userName(name)
                                .build())
                .accessKey()
                .accessKeyId();
        return caller(module.credentials().find(key).orElseThrow());
    }

    void role(String name, String trust) {
        api(RoleApi.class)
                .createRole(
                        root(),
                        software.amazon.awssdk.services.iam.model.CreateRoleRequest.builder()
                                .roleName(name)
                                .assumeRolePolicyDocument(trust)
                                .build());
    }

    void grant(String role, String statement) {
        api(RolePolicyApi.class)
                .putRolePolicy(
                        root(),
                        software.amazon.awssdk.services.iam.model.PutRolePolicyRequest.builder()
                                .roleName(role)
                                .policyName("inline")
                                .policyDocument(policy(statement))
                                .build());
    }

    boolean allows(Caller caller, String action, String resource) {
        return module.authorizer().allows(caller, new Access(action, resource));
    }

    boolean allows(Caller caller, String action, String resource, Map<String, List<String>> keys) {
        return module.authorizer().allows(caller, new Access(action, resource, keys));
    }

    static String policy(String statement) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": " + statement + "}";
    }

    static String allow(String action, String resource) {
        return "{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource + "\"}";
    }

    static String trust(String principal) {
        return policy("{\"Effect\": \"Allow\", \"Principal\": " + principal + ", \"Action\": \"sts:AssumeRole\"}");
    }

    static AbstractObjectAssert<?, ServiceException> refusal(ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(type(ServiceException.class));
    }

    @Override
    public void close() {
        database.close();
    }

    private AccessModule open() {
        return new AccessModule(database, TestDatabase.seededIds(), clock, arn -> Optional.empty());
    }
}
