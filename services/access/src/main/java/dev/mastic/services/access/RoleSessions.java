package dev.mastic.services.access;

import dev.mastic.aws.Credential;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.access.policy.Asker;
import dev.mastic.services.access.policy.ConditionKeys;
import dev.mastic.services.access.policy.PolicyDocument.Answer;
import dev.mastic.services.access.policy.PolicyKind;
import dev.mastic.services.access.policy.Question;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets a service take on a role in a user's name, when the role trusts the service. */
public final class RoleSessions {
    private static final String ASSUME_ROLE = "sts:AssumeRole";

    private final Roles roles;
    private final Sessions sessions;
    private final PolicyTexts texts;

    RoleSessions(Roles roles, Sessions sessions, PolicyTexts texts) {
        this.roles = roles;
        this.sessions = sessions;
        this.texts = texts;
    }

    /**
     * Opens a session of a role for a service.
     *
     * @param accountId the account that the role must belong to
     * @param roleNameOrArn the role
     * @param servicePrincipal e.g. {@code glue.amazonaws.com}
     * @param sessionName what the session is called, e.g. the id of a run
     * @param duration how long it lasts
     * @param sessionPolicy what narrows it further, as JSON
     * @param transaction what its writes belong to
     * @throws ServiceException with {@link ErrorCode#INVALID_INPUT} when the role is not there or does not trust the
     *     service; the message tells which, for the eyes of the user
     */
    public Credential assumeAsService(
            String accountId,
            String roleNameOrArn,
            String servicePrincipal,
            String sessionName,
            Duration duration,
            Optional<String> sessionPolicy,
            Optional<String> transaction) {
        Identity role = trusting(accountId, roleNameOrArn, servicePrincipal, sessionName);
        sessionPolicy.ifPresent(text -> texts.parse(text, PolicyKind.IDENTITY));
        return sessions.open(role, sessionName, duration, sessionPolicy, transaction);
    }

    /**
     * Checks that a role is there and lets a service in, without opening a session.
     *
     * @throws ServiceException as {@link #assumeAsService}
     */
    public void checkTrust(String accountId, String roleNameOrArn, String servicePrincipal) {
        trusting(accountId, roleNameOrArn, servicePrincipal, servicePrincipal);
    }

    private Identity trusting(String accountId, String roleNameOrArn, String servicePrincipal, String sessionName) {
        Identity role = roles.identity(accountId, roleNameOrArn)
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.INVALID_INPUT, "Role %s does not exist.", roles.arnOf(accountId, roleNameOrArn)));
        ConditionKeys keys = key -> switch (key) {
            case "aws:sourceaccount" -> List.of(accountId);
            case "aws:principalisawsservice" -> List.of("true");
            case "sts:rolesessionname" -> List.of(sessionName);
            default -> List.of();
        };
        Question question = new Question(Asker.service(servicePrincipal), ASSUME_ROLE, role.arn(), keys);
        if (texts.parse(role.role().trustPolicy(), PolicyKind.TRUST).ask(question) != Answer.ALLOWS) {
            // Glue's own words, with the service's name in the place of its own.
            throw new ServiceException(
                    ErrorCode.INVALID_INPUT,
                    "Role %s should be given assume role permissions for %s Service.",
                    role.arn(),
                    serviceName(servicePrincipal));
        }
        return role;
    }

    /** {@code Glue} of {@code glue.amazonaws.com}. */
    private static String serviceName(String servicePrincipal) {
        String name = servicePrincipal.substring(0, (servicePrincipal + '.').indexOf('.'));
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
