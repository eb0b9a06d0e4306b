package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Operation;
import dev.mastic.aws.OperationTable;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.model.OperationModel;
import dev.mastic.aws.model.ServiceModel;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from a raw request which operation of which service it means, and on which bucket and key: the one function that
 * signature, policy and storage go by.
 */
public final class IdentifyService implements Step {
    private static final Pattern RPC_PATH =
            Pattern.compile("/service/(?<service>[A-Za-z0-9_]{1,64})/operation/(?<operation>[A-Za-z0-9_]{1,128})");

    private final Protocols protocols;
    private final OperationTable operations;
    private final HostNames hosts;

    public IdentifyService(Protocols protocols, OperationTable operations, HostNames hosts) {
        this.protocols = protocols;
        this.operations = operations;
        this.hosts = hosts;
    }

    @Override
    public void apply(Exchange exchange) {
        WireRequest request = exchange.request();
        switch (WireForm.of(request)) {
            case JSON ->
                byTarget(exchange, request.headers().first("x-amz-target").orElseThrow());
            case CBOR -> byRpcPath(exchange, request.rawPath());
            case QUERY -> byAction(exchange, request);
            case REST -> byRoute(exchange, request);
        }
    }

    private void byTarget(Exchange exchange, String target) {
        int dot = target.lastIndexOf('.');
        String prefix = dot < 0 ? "" : target.substring(0, dot);
        AwsService service = serviceWith(
                        each -> !prefix.isEmpty() && each.targetPrefix().equals(prefix))
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.UNKNOWN_OPERATION, "X-Amz-Target '%s' names no known service.", target));
        address(exchange, service, target.substring(dot + 1), protocols.json());
    }

    private void byRpcPath(Exchange exchange, String path) {
        Matcher parts = RPC_PATH.matcher(path);
        if (!parts.matches()) {
            throw new ServiceException(
                    ErrorCode.UNKNOWN_OPERATION, "Path '%s' is not /service/NAME/operation/NAME.", path);
        }
        AwsService service = serviceWith(each -> each.targetPrefix().equals(parts.group("service")))
                .filter(each -> ServiceModel.of(each).protocols().contains("smithy-rpc-v2-cbor"))
                .orElseThrow(() ->
                        new ServiceException(ErrorCode.UNKNOWN_OPERATION, "Path '%s' names no known service.", path));
        address(exchange, service, parts.group("operation"), protocols.cbor());
    }

    private void byAction(Exchange exchange, WireRequest request) {
        byte[] body = ContentEncoding.unpack(request, exchange.bytes());
        FormFields fields = body.length == 0 ? FormFields.parse(request.rawQuery()) : FormFields.parse(body);
        String version = fields.first("Version").orElse("");
        String action = fields.first("Action")
                .orElseThrow(() -> new ServiceException(ErrorCode.MISSING_ACTION, "The request names no Action."));
        AwsService service = serviceWith(each -> each.queryVersion().equals(version)
                        && ServiceModel.of(each).protocols().contains("query"))
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.UNKNOWN_OPERATION,
                        "Could not find operation %s for version %s",
                        action,
                        version.isEmpty() ? "NO_VERSION_SPECIFIED" : version));
        address(exchange, service, action, protocols.query());
    }

    private void byRoute(Exchange exchange, WireRequest request) {
        S3Address address = S3Address.of(request, hosts);
        String operation =
                S3Routes.all().find(request.method(), address, FormFields.parse(request.rawQuery()), request.headers());
        exchange.addressedTo(
                new Target(AwsService.S3, operation, protocols.rest(), address.labels()),
                operations.find(AwsService.S3, operation).orElse(null));
    }

    private void address(Exchange exchange, AwsService service, String operation, Protocol protocol) {
        ServiceModel model = ServiceModel.of(service);
        Operation implementation = operations.find(service, operation).orElse(null);
        String name = model.operation(operation).map(OperationModel::name).orElse(operation);
        exchange.addressedTo(new Target(service, name, protocol, Map.of()), implementation);
        if (implementation == null && !model.knows(operation)) {
            throw new ServiceException(
                    ErrorCode.UNKNOWN_OPERATION, "%s has no operation %s.", model.title(), operation);
        }
    }

    private static Optional<AwsService> serviceWith(Predicate<AwsService> property) {
        return Arrays.stream(AwsService.values()).filter(property).findFirst();
    }
}
