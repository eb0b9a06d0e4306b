package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** One API operation, bound to the object that implements it. Found by {@link OperationTable}. */
public final class Operation {
    private static final String REQUEST_SUFFIX = "Request";
    private static final int WITH_BODY = 3;

    private final Object api;
    private final Method method;
    private final AwsService service;
    private final String name;

    Operation(Object api, Method method) {
        this.api = requireNonNull(api, "api");
        this.method = requireNonNull(method, "method");
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length < 2
                || parameters.length > WITH_BODY
                || parameters[0] != Caller.class
                || !SdkPojo.class.isAssignableFrom(parameters[1])
                || !parameters[1].getSimpleName().endsWith(REQUEST_SUFFIX)
                || (parameters.length == WITH_BODY && parameters[2] != RequestBody.class)) {
            throw new IllegalStateException("not an operation signature: " + method);
        }
        this.service = AwsService.ofModelPackage(parameters[1].getPackageName())
                .orElseThrow(() -> new IllegalStateException("not a request of a known service: " + method));
        String request = parameters[1].getSimpleName();
        this.name = request.substring(0, request.length() - REQUEST_SUFFIX.length());
    }

    public AwsService service() {
        return service;
    }

    /** The operation's name as the SDK spells it, e.g. {@code GetJob}. */
    public String name() {
        return name;
    }

    public Class<?> requestType() {
        return method.getParameterTypes()[1];
    }

    /** Whether the request's body is handed over as a stream instead of being read into the request. */
    public boolean takesBody() {
        return method.getParameterCount() == WITH_BODY;
    }

    /** The IAM action, e.g. {@code glue:GetJob}. */
    public String action() {
        String declared = onResource().action();
        return declared.isEmpty() ? service.actionPrefix() + ":" + name : declared;
    }

    public List<String> resourceTemplates() {
        return List.of(onResource().value());
    }

    /** The API as one that describes access itself, when it does. */
    public @Nullable DescribesAccess describesAccess() {
        return api instanceof DescribesAccess describing ? describing : null;
    }

    /** Calls the operation. The answer is a response of the SDK's model or a {@link StreamedResponse}. */
    public Object call(Caller caller, SdkPojo request, RequestBody body) {
        try {
            return takesBody() ? method.invoke(api, caller, request, body) : method.invoke(api, caller, request);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an Api class must be public: " + method, e);
        }
    }

    @Override
    public String toString() {
        return service.actionPrefix() + ":" + name;
    }

    private OnResource onResource() {
        return requireNonNull(method.getAnnotation(OnResource.class), "@OnResource");
    }

    Method method() {
        return method;
    }
}
