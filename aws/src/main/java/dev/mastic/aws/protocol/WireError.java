package dev.mastic.aws.protocol;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Fault;
import dev.mastic.aws.model.ErrorModel;
import dev.mastic.aws.model.ServiceModel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as one service writes it on the wire.
 *
 * <p>Errors that every service has are called differently by each family; {@link #FAMILY_NAMES} says how. All others keep
 * the name in {@link ErrorCode}, unless the service's own model has another code or status for them.
 *
 * @param shape the name that JSON and CBOR carry
 * @param code the code that Query and REST-XML carry
 * @param status the HTTP status
 * @param messageMember how the service spells the message
 */
record WireError(String shape, String code, int status, String messageMember) {
    private static final int SERVER_ERROR = 500;
    private static final String MESSAGE = "message";

    /** The services that name their errors alike. */
    private enum Family {
        JSON,
        QUERY,
        S3;

        static Family of(AwsService service) {
            return switch (service) {
                case GLUE, LOGS, SECRETS_MANAGER, COST_EXPLORER, EMR -> JSON;
                case IAM, STS, CLOUDWATCH -> QUERY;
                case S3 -> S3;
            };
        }
    }

    /** A name and an HTTP status. */
    private record Name(String text, int status) {}

    // Sources: AWS's "Common errors" pages of Glue, IAM and S3, and the error lists of the botocore models.
    private static final Map<ErrorCode, Map<Family, Name>> FAMILY_NAMES = new EnumMap<>(ErrorCode.class);

    static {
        row(ErrorCode.ACCESS_DENIED, null, name("AccessDenied", 403), name("AccessDenied", 403));
        row(ErrorCode.INTERNAL, null, name("InternalFailure", 500), name("InternalError", 500));
        row(ErrorCode.INVALID_URI, name("SerializationException", 400), name("MalformedInput", 400), null);
        row(ErrorCode.MALFORMED_REQUEST, null, name("MalformedInput", 400), name("MalformedXML", 400));
        row(ErrorCode.MISSING_ACTION, null, name("MissingAction", 400), null);
        row(ErrorCode.NOT_IMPLEMENTED, null, name("NotImplemented", 501), name("NotImplemented", 501));
        row(
                ErrorCode.REQUEST_TOO_LARGE,
                null,
                name("RequestEntityTooLarge", 413),
                name("MaxMessageLengthExceeded", 400));
        row(ErrorCode.THROTTLED, null, name("Throttling", 400), name("SlowDown", 503));
        row(ErrorCode.UNKNOWN_OPERATION, null, name("InvalidAction", 400), name("MethodNotAllowed", 405));
        row(ErrorCode.VALIDATION, null, name("ValidationError", 400), name("InvalidArgument", 400));
        row(ErrorCode.EXPIRED_TOKEN, null, name("ExpiredToken", 403), name("ExpiredToken", 400));
        row(
                ErrorCode.INCOMPLETE_SIGNATURE,
                null,
                name("IncompleteSignature", 400),
                name("AuthorizationHeaderMalformed", 400));
        row(ErrorCode.INVALID_SIGNATURE, null, name("SignatureDoesNotMatch", 403), name("SignatureDoesNotMatch", 403));
        row(
                ErrorCode.SIGNATURE_MISMATCH,
                name("InvalidSignatureException", 400),
                name("SignatureDoesNotMatch", 403),
                null);
        row(
                ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                null,
                name("MissingAuthenticationToken", 403),
                name("AccessDenied", 403));
        row(ErrorCode.UNKNOWN_KEY, null, name("InvalidClientTokenId", 403), name("InvalidAccessKeyId", 403));
        row(
                ErrorCode.REQUEST_TIME_TOO_SKEWED,
                name("InvalidSignatureException", 400),
                name("SignatureDoesNotMatch", 403),
                null);
    }

    /** The error as a service writes it. */
    static WireError of(AwsService service, ErrorCode code) {
        Name name = ownName(service, code).orElseGet(() -> {
            Name ofFamily = FAMILY_NAMES.getOrDefault(code, Map.of()).get(Family.of(service));
            return ofFamily == null ? name(code.wireName(), code.httpStatus()) : ofFamily;
        });
        Optional<ErrorModel> modelled = ServiceModel.of(service).error(name.text());
        return new WireError(
                modelled.map(ErrorModel::shape).orElse(name.text()),
                modelled.map(ErrorModel::code).orElse(name.text()),
                modelled.map(ErrorModel::status).orElse(name.status()),
                modelled.map(ErrorModel::messageMember).orElse(service == AwsService.GLUE ? "Message" : MESSAGE));
    }

    /** {@code Sender} or {@code Receiver}, as Query says whose fault it is. */
    static String sideAtFault(ErrorCode code) {
        return code.fault() == Fault.CALLER || code.httpStatus() < SERVER_ERROR ? "Sender" : "Receiver";
    }

    // CloudWatch Logs answers constraint violations as InvalidParameterException; names of internal errors are each
    // model's.
    private static Optional<Name> ownName(AwsService service, ErrorCode code) {
        return switch (code) {
            case VALIDATION ->
                service == AwsService.LOGS ? Optional.of(name("InvalidParameterException", 400)) : Optional.empty();
            case INTERNAL ->
                switch (service) {
                    case SECRETS_MANAGER -> Optional.of(name("InternalServiceError", SERVER_ERROR));
                    case EMR -> Optional.of(name("InternalServerException", SERVER_ERROR));
                    case LOGS -> Optional.of(name("InternalFailure", SERVER_ERROR));
                    case IAM -> Optional.of(name("ServiceFailure", SERVER_ERROR));
                    case GLUE, STS, S3, CLOUDWATCH, COST_EXPLORER -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static void row(ErrorCode code, @Nullable Name json, @Nullable Name query, @Nullable Name s3) {
        Map<Family, Name> names = new EnumMap<>(Family.class);
        put(names, Family.JSON, json);
        put(names, Family.QUERY, query);
        put(names, Family.S3, s3);
        FAMILY_NAMES.put(code, names);
    }

    private static void put(Map<Family, Name> names, Family family, @Nullable Name name) {
        if (name != null) {
            names.put(family, name);
        }
    }

    private static Name name(String text, int status) {
        return new Name(text, status);
    }
}
