package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The operations the SDK has for a service. Its models are newer than botocore's, so this is the wider list; reading it off
 * the client's methods takes a third of a second for Glue, so nothing on a request's usual way asks for it.
 */
final class SdkOperations {
    private static final Map<AwsService, Map<String, String>> NAMES = new ConcurrentHashMap<>();
    private static final String REQUEST_SUFFIX = "Request";

    private SdkOperations() {}

    /** The names in lower case, as the wire's spelling differs from the SDK's in case only. */
    static Set<String> of(AwsService service) {
        return names(service).keySet();
    }

    /** The names as the SDK spells them, by lower-cased name. */
    static Map<String, String> names(AwsService service) {
        return NAMES.computeIfAbsent(service, SdkOperations::read);
    }

    private static Map<String, String> read(AwsService service) {
        Map<String, String> names = new TreeMap<>();
        for (Method method : client(service).getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length > 0
                    && SdkPojo.class.isAssignableFrom(parameters[0])
                    && parameters[0].getSimpleName().endsWith(REQUEST_SUFFIX)) {
                String request = parameters[0].getSimpleName();
                String name = request.substring(0, request.length() - REQUEST_SUFFIX.length());
                names.put(name.toLowerCase(Locale.ROOT), name);
            }
        }
        return Collections.unmodifiableMap(names);
    }

    private static Class<?> client(AwsService service) {
        String client = switch (service) {
            case GLUE -> "GlueClient";
            case IAM -> "IamClient";
            case STS -> "StsClient";
            case S3 -> "S3Client";
            case LOGS -> "CloudWatchLogsClient";
            case CLOUDWATCH -> "CloudWatchClient";
            case SECRETS_MANAGER -> "SecretsManagerClient";
            case COST_EXPLORER -> "CostExplorerClient";
            case EMR -> "EmrClient";
        };
        try {
            return Class.forName(service.modelPackage().replaceFirst("model$", client));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the SDK module of " + service + " is not on the class path", e);
        }
    }
}
