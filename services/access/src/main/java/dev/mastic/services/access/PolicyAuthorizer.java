package dev.mastic.services.access;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.access.policy.Asker;
import dev.mastic.services.access.policy.Decision;
import dev.mastic.services.access.policy.Decision.ResourceSay;
import dev.mastic.services.access.policy.Policies;
import dev.mastic.services.access.policy.PolicyDocument;
import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.Question;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides by the policies of the caller, and of the resource where it has one. */
final class PolicyAuthorizer implements Authorizer {
    private static final String ASSUME_ROLE = "sts:AssumeRole";

    // "No permissions are required to perform this operation", says the STS reference of each.
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity", "sts:GetSessionToken");

    private final GrantBook grants;
    private final Roles roles;
    private final PolicyTexts texts;
    private final ResourcePolicies resourcePolicies;
    private final Clock clock;
    private final List<PolicyDocument> everything;

    PolicyAuthorizer(GrantBook grants, Roles roles, PolicyTexts texts, ResourcePolicies resourcePolicies, Clock clock) {
        this.grants = grants;
        this.roles = roles;
        this.texts = texts;
        this.resourcePolicies = resourcePolicies;
        this.clock = clock;
        this.everything = List.of(texts.parse("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                """, PolicyKind.IDENTITY));
    }

    @Override
    public void authorize(Caller caller, Access access) {
        Decision decision = decide(caller, access);
        if (!decision.isAllowed()) {
            throw new ServiceException(
                    ErrorCode.ACCESS_DENIED,
                    "User: %s is not authorized to perform: %s on resource: %s %s",
                    caller.principal().arn(),
                    access.action(),
                    resourceText(access),
                    decision.reason(access.action()));
        }
    }

    Decision decide(Caller caller, Access access) {
        if (FREE.contains(access.action())) {
            return Decision.ALLOWED;
        }
        Principal principal = caller.principal();
        boolean root = principal.kind() == Principal.Kind.ROOT;
        Grants granted = root ? Grants.NONE : grants.of(identityId(principal));
        Question question = new Question(
                Asker.of(principal),
                access.action(),
                access.resource(),
                new RequestKeys(caller, access, granted, clock.instant()));
        boolean foreign = Arns.account(access.resource())
                .filter(account -> !account.equals(principal.accountId()))
                .isPresent();
        boolean role = access.action().equals(ASSUME_ROLE);
        Policies policies = new Policies(
                root ? everything : granted.policies(),
                granted.boundary(),
                principal.sessionPolicy().map(text -> texts.parse(text, PolicyKind.IDENTITY)),
                role ? trustPolicy(access.resource()) : resourcePolicy(access.resource()));
        ResourceSay say = foreign ? ResourceSay.MUST_AGREE : role ? ResourceSay.MUST_ALLOW : ResourceSay.MAY_ALLOW;
        Decision decision = Decision.of(policies, question, say);
        return role ? decision.aboutRole() : decision;
    }

    private Optional<PolicyDocument> resourcePolicy(String arn) {
        return resourcePolicies.governing(arn).map(text -> texts.parse(text, PolicyKind.RESOURCE));
    }

    private Optional<PolicyDocument> trustPolicy(String roleArn) {
        return roles.byArn(roleArn).map(role -> texts.parse(role.role().trustPolicy(), PolicyKind.TRUST));
    }

    /** The unique id of the user, or of the role that a session is one of. */
    private static String identityId(Principal principal) {
        int colon = principal.id().indexOf(':');
        return colon < 0 ? principal.id() : principal.id().substring(0, colon);
    }

    // S3 puts the ARN into quotation marks, the other services do not.
    private static String resourceText(Access access) {
        return access.action().startsWith("s3:") ? '"' + access.resource() + '"' : access.resource();
    }
}
