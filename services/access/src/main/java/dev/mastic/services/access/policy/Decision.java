package dev.mastic.services.access.policy;

import dev.mastic.services.access.policy.PolicyDocument.Answer;
import java.util.List;
import java.util.Optional;

/**
 * What all policies together decide.
 *
 * <p>Source: "Policy evaluation logic" in the IAM user guide: a denial anywhere is final; then the identity policies, the
 * boundary and the session policy must each allow. A resource's own policy may take the place of the identity policies
 * within one account.
 */
public enum Decision {
    ALLOWED(""),
    DENIED_BY_IDENTITY_POLICY("with an explicit deny in an identity-based policy"),
    DENIED_BY_BOUNDARY("with an explicit deny in a permissions boundary"),
    DENIED_BY_SESSION_POLICY("with an explicit deny in a session policy"),
    DENIED_BY_RESOURCE_POLICY("with an explicit deny in a resource-based policy"),
    DENIED_BY_TRUST_POLICY("with an explicit deny in the role trust policy"),
    NOT_IN_IDENTITY_POLICY("because no identity-based policy allows the %s action"),
    NOT_IN_BOUNDARY("because no permissions boundary allows the %s action"),
    NOT_IN_SESSION_POLICY("because no session policy allows the %s action"),
    NOT_IN_RESOURCE_POLICY("because no resource-based policy allows the %s action"),
    NOT_IN_TRUST_POLICY("because no role trust policy allows the %s action");

    private final String reason;

    Decision(String reason) {
        this.reason = reason;
    }

    public boolean isAllowed() {
        return this == ALLOWED;
    }

    /** Whether a policy said no, rather than none saying yes. */
    public boolean isExplicit() {
        return reason.startsWith("with");
    }

    /** Why not, in AWS's words, e.g. {@code because no identity-based policy allows the glue:GetJob action}. */
    public String reason(String action) {
        return reason.formatted(action);
    }

    /** The same, where the resource is a role and its policy is therefore called otherwise. */
    public Decision aboutRole() {
        return switch (this) {
            case DENIED_BY_RESOURCE_POLICY -> DENIED_BY_TRUST_POLICY;
            case NOT_IN_RESOURCE_POLICY -> NOT_IN_TRUST_POLICY;
            case ALLOWED,
                    DENIED_BY_IDENTITY_POLICY,
                    DENIED_BY_BOUNDARY,
                    DENIED_BY_SESSION_POLICY,
                    DENIED_BY_TRUST_POLICY,
                    NOT_IN_IDENTITY_POLICY,
                    NOT_IN_BOUNDARY,
                    NOT_IN_SESSION_POLICY,
                    NOT_IN_TRUST_POLICY -> this;
        };
    }

    /** What a resource's own policy is worth. */
    public enum ResourceSay {
        /** It may allow on its own; when it is silent the identity policies decide: a bucket of one's own account. */
        MAY_ALLOW,
        /** It must allow; when it names somebody in person it need not be seconded: a role of one's own account. */
        MUST_ALLOW,
        /** It must allow, and the identity policies too: anything of another account. */
        MUST_AGREE
    }

    public static Decision of(Policies policies, Question question, ResourceSay say) {
        Answer identity = PolicyDocument.ask(policies.identity(), question);
        Answer resource =
                policies.resource().map(policy -> policy.ask(question)).orElse(Answer.SILENT);
        Answer boundary = askLimit(policies.boundary(), question);
        Answer session = askLimit(policies.session(), question);
        for (Denial denial : List.of(
                new Denial(identity, DENIED_BY_IDENTITY_POLICY),
                new Denial(resource, DENIED_BY_RESOURCE_POLICY),
                new Denial(boundary, DENIED_BY_BOUNDARY),
                new Denial(session, DENIED_BY_SESSION_POLICY))) {
            if (denial.answer() == Answer.DENIES) {
                return denial.decision();
            }
        }
        boolean invited = resource == Answer.ALLOWS && say != ResourceSay.MUST_AGREE;
        if (identity != Answer.ALLOWS && !invited) {
            return NOT_IN_IDENTITY_POLICY;
        }
        if (resource == Answer.SILENT && say != ResourceSay.MAY_ALLOW) {
            return NOT_IN_RESOURCE_POLICY;
        }
        if (boundary != Answer.ALLOWS) {
            return NOT_IN_BOUNDARY;
        }
        return session == Answer.ALLOWS ? ALLOWED : NOT_IN_SESSION_POLICY;
    }

    private record Denial(Answer answer, Decision decision) {}

    /** What a limit says; one that is not there allows everything. */
    private static Answer askLimit(Optional<PolicyDocument> limit, Question question) {
        return limit.map(policy -> policy.ask(question)).orElse(Answer.ALLOWS);
    }
}
