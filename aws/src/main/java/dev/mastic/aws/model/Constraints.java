package dev.mastic.aws.model;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Operation;
import dev.mastic.aws.ServiceException;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Holds inputs against the constraints of AWS's models: required members, lengths, ranges, patterns and enumerations, in the
 * words AWS uses.
 */
public final class Constraints {
    private final Map<AwsService, CheckTable> tables = new EnumMap<>(AwsService.class);

    public Constraints() {
        for (AwsService service : AwsService.values()) {
            tables.put(service, new CheckTable(service));
        }
    }

    /**
     * Returns when an input meets every constraint, or when the model does not know the operation because the SDK is newer.
     *
     * @throws ServiceException naming every violation
     */
    public void check(Operation operation, SdkPojo input) {
        AwsService service = operation.service();
        ServiceModel.of(service).operation(operation.name()).ifPresent(model -> check(service, model, input));
    }

    private void check(AwsService service, OperationModel operation, SdkPojo input) {
        if (operation.input() == null) {
            return;
        }
        Violations violations = new Violations();
        CheckTable table = requireNonNull(tables.get(service));
        table.of(operation.input()).apply(input, Path.ROOT, violations);
        if (violations.isEmpty()) {
            return;
        }
        if (service == AwsService.S3 && violations.concernPayload()) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        if (service == AwsService.IAM && violations.invalidIamName().isPresent()) {
            throw new ServiceException(
                    ErrorCode.VALIDATION,
                    "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the"
                            + " following: +=,.@_-",
                    violations.invalidIamName().orElseThrow());
        }
        throw new ServiceException(ErrorCode.VALIDATION, "%s", violations.message());
    }
}
