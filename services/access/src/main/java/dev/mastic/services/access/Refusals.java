package dev.mastic.services.access;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;

/** IAM's refusals in its own words, as clients have seen and match them. */
final class Refusals {
    private Refusals() {}

    static ServiceException notFound(IdentityKind kind, String name) {
        return noSuchEntity("The %s with name %s cannot be found.".formatted(kind.word(), name));
    }

    static ServiceException inlineNotFound(IdentityKind kind, String policyName) {
        return noSuchEntity("The %s policy with name %s cannot be found.".formatted(kind.word(), policyName));
    }

    static ServiceException policyNotFound(String arn) {
        return noSuchEntity("Policy %s was not found.".formatted(arn));
    }

    static ServiceException notAttachable(String arn) {
        return noSuchEntity("Policy %s does not exist or is not attachable.".formatted(arn));
    }

    static ServiceException versionNotFound(String arn, String version) {
        return noSuchEntity("Policy %s version %s does not exist or is not attachable.".formatted(arn, version));
    }

    static ServiceException boundaryNotFound(String arn) {
        return noSuchEntity("Scope ARN: %s does not exist or is not attachable.".formatted(arn));
    }

    static ServiceException keyNotFound(String id) {
        return noSuchEntity("The Access Key with id %s cannot be found.".formatted(id));
    }

    static ServiceException alreadyExists(IdentityKind kind, String name) {
        return new ServiceException(
                ErrorCode.IAM_ALREADY_EXISTS, "%s with name %s already exists.", kind.capitalized(), name);
    }

    static ServiceException policyAlreadyExists(String name) {
        return new ServiceException(
                ErrorCode.IAM_ALREADY_EXISTS,
                "A policy called %s already exists. Duplicate names are not allowed.",
                name);
    }

    static ServiceException conflict(String words) {
        return new ServiceException(ErrorCode.DELETE_CONFLICT, "%s", words);
    }

    static ServiceException quota(String quota, int max) {
        return new ServiceException(ErrorCode.IAM_LIMIT_EXCEEDED, "Cannot exceed quota for %s: %d", quota, max);
    }

    static ServiceException limit(String words) {
        return new ServiceException(ErrorCode.IAM_LIMIT_EXCEEDED, "%s", words);
    }

    static ServiceException invalid(String words) {
        return new ServiceException(ErrorCode.IAM_VALIDATION, "%s", words);
    }

    private static ServiceException noSuchEntity(String words) {
        return new ServiceException(ErrorCode.NO_SUCH_ENTITY, "%s", words);
    }
}
