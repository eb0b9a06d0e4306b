package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What AWS's own model says about a service that the SDK's classes do not: operations with their HTTP bindings, errors with
 * their codes, constraints of shapes.
 *
 * <p>Read from {@code <service>.json.gz} beside this class, which {@code build/extract-models.py} derives from botocore. A
 * service is read when it is first asked for.
 */
public final class ServiceModel {
    private static final Map<AwsService, ServiceModel> MODELS = new ConcurrentHashMap<>();

    private final AwsService service;
    private final String source;
    private final String title;
    private final String jsonVersion;
    private final String xmlNamespace;
    private final List<String> protocols;
    private final boolean queryCompatible;
    private final Map<String, OperationModel> operations;
    private final Map<String, OperationModel> operationsByLowerName = new TreeMap<>();
    private final Map<String, ErrorModel> errors;
    private final Map<String, ErrorModel> errorsByCode = new TreeMap<>();
    private final Map<String, ShapeModel> shapes;

    ServiceModel(AwsService service, ModelFile file) {
        this.service = service;
        this.source = file.text("source");
        this.title = file.text("name");
        this.jsonVersion = file.textOr("jsonVersion", "1.1");
        this.xmlNamespace = file.textOr("xmlNamespace", "");
        this.protocols = file.texts("protocols");
        this.queryCompatible = file.flag("queryCompatible");
        this.operations = file.operations();
        this.errors = file.errors();
        this.shapes = file.shapes();
        operations.forEach((name, operation) -> operationsByLowerName.put(name.toLowerCase(Locale.ROOT), operation));
        errors.values().forEach(error -> errorsByCode.put(error.code(), error));
    }

    /** The model of a service. */
    public static ServiceModel of(AwsService service) {
        return MODELS.computeIfAbsent(service, wanted -> new ServiceModel(wanted, ModelFile.read(wanted)));
    }

    public AwsService service() {
        return service;
    }

    /** Where the model comes from, with its version. */
    public String source() {
        return source;
    }

    /** The service's name as people write it, e.g. {@code AWS Glue}. */
    public String title() {
        return title;
    }

    /** The version in {@code application/x-amz-json-1.1}. */
    public String jsonVersion() {
        return jsonVersion;
    }

    /** The namespace of XML answers; empty when the service's model has none. */
    public String xmlNamespace() {
        return xmlNamespace;
    }

    /** The protocols it speaks, as botocore names them. */
    public List<String> protocols() {
        return protocols;
    }

    /** Whether the service once spoke Query and still tells its old error codes to those who ask. */
    public boolean queryCompatible() {
        return queryCompatible;
    }

    public Collection<OperationModel> operations() {
        return operations.values();
    }

    /** An operation, whatever the case of its name: the SDK writes {@code CreateMlTransform}. */
    public Optional<OperationModel> operation(String name) {
        return Optional.ofNullable(operationsByLowerName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether AWS has such an operation, by this model or by the SDK's newer one. */
    public boolean knows(String operation) {
        return operation(operation).isPresent()
                || SdkOperations.of(service).contains(operation.toLowerCase(Locale.ROOT));
    }

    /** The error with the given shape or code. */
    public Optional<ErrorModel> error(String shapeOrCode) {
        ErrorModel byShape = errors.get(shapeOrCode);
        return Optional.ofNullable(byShape == null ? errorsByCode.get(shapeOrCode) : byShape);
    }

    Collection<ShapeModel> shapes() {
        return shapes.values();
    }

    public Optional<ShapeModel> shape(String name) {
        return Optional.ofNullable(shapes.get(name));
    }
}
