package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Credential;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.access.policy.PolicyKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The Security Token Service. */
public final class StsApi implements DescribesAccess {
    private static final Duration DURATION_DEFAULT = Duration.ofHours(1);
    private static final Duration CHAINED_MAX = Duration.ofHours(1);
    private static final int POLICY_CHARACTERS_MAX = 2048;

    private final Roles roles;
    private final Sessions sessions;
    private final PolicyTexts texts;

    StsApi(Roles roles, Sessions sessions, PolicyTexts texts) {
        this.roles = roles;
        this.sessions = sessions;
        this.texts = texts;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return resource;
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        Map<String, List<String>> keys = new HashMap<>();
        if (request instanceof AssumeRoleRequest assume) {
            keys.put("sts:RoleSessionName", List.of(assume.roleSessionName()));
            if (assume.externalId() != null) {
                keys.put("sts:ExternalId", List.of(assume.externalId()));
            }
        }
        return keys;
    }

    @OnResource("*")
    public GetCallerIdentityResponse getCallerIdentity(Caller caller, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .userId(caller.principal().id())
                .account(caller.accountId())
                .arn(caller.principal().arn())
                .build();
    }

    /** Whether the role lets the caller in was decided on the way here, where its trust policy has a say. */
    @OnResource("{RoleArn}")
    public AssumeRoleResponse assumeRole(Caller caller, AssumeRoleRequest request) {
        refuseUnsupported(request);
        // A role that is not there cannot have let anybody in: the decision came before.
        Identity role = roles.byArn(request.roleArn())
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.ACCESS_DENIED,
                        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s",
                        caller.principal().arn(),
                        request.roleArn()));
        Duration duration = duration(caller, request, role);
        Optional<String> policy = Optional.ofNullable(request.policy());
        policy.ifPresent(this::checkPolicy);
        Credential session = sessions.open(role, request.roleSessionName(), duration, policy);
        return AssumeRoleResponse.builder()
                .credentials(credentials(session))
                .assumedRoleUser(user -> user.arn(session.principal().arn())
                        .assumedRoleId(session.principal().id()))
                .packedPolicySize(policy.map(StsApi::packedPercent).orElse(null))
                .build();
    }

    private static Duration duration(Caller caller, AssumeRoleRequest request, Identity role) {
        Duration duration = Optional.ofNullable(request.durationSeconds())
                .map(Duration::ofSeconds)
                .orElse(DURATION_DEFAULT);
        boolean chained = caller.principal().kind() == Principal.Kind.ASSUMED_ROLE;
        if (chained && duration.compareTo(CHAINED_MAX) > 0) {
            throw Refusals.invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                    + " role chaining.");
        }
        if (duration.compareTo(role.role().sessionMax()) > 0) {
            throw Refusals.invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return duration;
    }

    // What is not there is refused by name: a session without the limits that were asked for would be wider than meant.
    private static void refuseUnsupported(AssumeRoleRequest request) {
        refuseGiven(
                "PolicyArns", request.hasPolicyArns() && !request.policyArns().isEmpty());
        refuseGiven("Tags", request.hasTags() && !request.tags().isEmpty());
        refuseGiven(
                "TransitiveTagKeys",
                request.hasTransitiveTagKeys() && !request.transitiveTagKeys().isEmpty());
        refuseGiven("SourceIdentity", request.sourceIdentity() != null);
        refuseGiven("SerialNumber", request.serialNumber() != null);
        refuseGiven(
                "ProvidedContexts",
                request.hasProvidedContexts() && !request.providedContexts().isEmpty());
    }

    private static void refuseGiven(String member, boolean given) {
        if (given) {
            throw new ServiceException(ErrorCode.NOT_IMPLEMENTED, "AssumeRole: %s is not supported.", member);
        }
    }

    private void checkPolicy(String policy) {
        texts.parse(policy, PolicyKind.IDENTITY);
        if (policy.length() > POLICY_CHARACTERS_MAX) {
            throw Refusals.invalid("Policy: longer than " + POLICY_CHARACTERS_MAX + " characters");
        }
    }

    /** How much of what a session policy may have is used up. AWS packs it before it counts; here it is not packed. */
    private static int packedPercent(String policy) {
        return Math.max(1, policy.length() * 100 / POLICY_CHARACTERS_MAX);
    }

    private static Credentials credentials(Credential session) {
        return Credentials.builder()
                .accessKeyId(session.accessKeyId())
                .secretAccessKey(session.secretKey().value())
                .sessionToken(session.sessionToken().orElseThrow().value())
                .expiration(session.expiresAt().orElseThrow())
                .build();
    }
}
