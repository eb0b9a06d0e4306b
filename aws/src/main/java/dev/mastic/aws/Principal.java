package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who stands behind a credential.
 *
 * @param kind what sort of identity it is
 * @param arn e.g. {@code arn:aws:iam::000000000000:user/ana} or {@code arn:aws:sts::000000000000:assumed-role/etl/run}
 * @param id the unique id, e.g. {@code AIDA…}; for a session {@code AROA…:session-name}
 * @param accountId the 12 digits of the account it belongs to
 * @param roleArn the role behind an assumed-role session
 * @param sessionPolicy the policy that narrows the session, as JSON
 * @param transaction what the session writes is seen by nobody else before this transaction is published
 */
public record Principal(
        Kind kind,
        String arn,
        String id,
        String accountId,
        Optional<String> roleArn,
        Optional<String> sessionPolicy,
        Optional<String> transaction) {

    /** The sorts of identity that sign requests. */
    public enum Kind {
        ROOT,
        USER,
        ASSUMED_ROLE
    }

    public Principal {
        requireNonNull(kind, "kind");
        requireNonNull(arn, "arn");
        requireNonNull(id, "id");
        requireNonNull(accountId, "accountId");
        requireNonNull(roleArn, "roleArn");
        requireNonNull(sessionPolicy, "sessionPolicy");
        requireNonNull(transaction, "transaction");
    }

    /** A principal whose writes are seen as they are made. */
    public Principal(
            Kind kind,
            String arn,
            String id,
            String accountId,
            Optional<String> roleArn,
            Optional<String> sessionPolicy) {
        this(kind, arn, id, accountId, roleArn, sessionPolicy, Optional.empty());
    }

    /** The same one, at work in a transaction. */
    public Principal inTransaction(String begun) {
        return new Principal(kind, arn, id, accountId, roleArn, sessionPolicy, Optional.of(begun));
    }

    /** The root of an account: it may do everything there. */
    public static Principal root(String accountId) {
        return new Principal(
                Kind.ROOT,
                "arn:aws:iam::" + accountId + ":root",
                accountId,
                accountId,
                Optional.empty(),
                Optional.empty());
    }
}
