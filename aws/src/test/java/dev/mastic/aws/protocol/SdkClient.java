package dev.mastic.aws.protocol;

import dev.mastic.aws.AwsService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's client of a service, called by reflection so that every operation can be. */
final class SdkClient implements AutoCloseable {

    /** The SDK's spelling of every operation, those of the asynchronous client included, by lower-cased name. */
    static Map<String, String> names(AwsService service) throws ClassNotFoundException {
        Map<String, String> names = new TreeMap<>();
        for (String client : List.of(clientOf(service), clientOf(service).replaceFirst("Client$", "AsyncClient"))) {
            for (Method method : Class.forName(service.modelPackage().replaceFirst("model$", client))
                    .getMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                if (parameters.length > 0 && SdkPojo.class.isAssignableFrom(parameters[0])) {
                    String name = parameters[0].getSimpleName().replaceFirst("Request$", "");
                    names.put(name.toLowerCase(Locale.ROOT), name);
                }
            }
        }
        return names;
    }

    private static String clientOf(AwsService service) {
        return switch (service) {
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
    }

    /** An operation of the client. */
    record Call(String name, Class<?> requestType, Class<?> responseType, Method method) {
        boolean sendsBody() {
            return List.of(method.getParameterTypes()).contains(RequestBody.class);
        }

        boolean receivesBody() {
            return List.of(method.getParameterTypes()).contains(ResponseTransformer.class);
        }
    }

    private final Object client;
    private final Class<?> type;

    SdkClient(AwsService service, URI endpoint) throws ReflectiveOperationException {
        type = Class.forName(service.modelPackage().replaceFirst("model$", clientOf(service)));
        AwsClientBuilder<?, ?> builder =
                (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
        builder.region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .endpointOverride(endpoint)
                .overrideConfiguration(each -> each.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(UrlConnectionHttpClient.create());
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(true)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .serviceConfiguration(each -> each.chunkedEncodingEnabled(false));
        }
        client = ((software.amazon.awssdk.utils.builder.SdkBuilder<?, ?>) builder).build();
    }

    /** Every operation, by lower-cased name. */
    Map<String, Call> calls() throws ClassNotFoundException {
        Map<String, Call> calls = new TreeMap<>();
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length == 0
                    || !SdkPojo.class.isAssignableFrom(parameters[0])
                    || !List.of(RequestBody.class, ResponseTransformer.class)
                            .containsAll(List.of(parameters).subList(1, parameters.length))) {
                continue;
            }
            String name = parameters[0].getSimpleName().replaceFirst("Request$", "");
            Class<?> response = Class.forName(parameters[0].getPackageName() + "." + name + "Response");
            if (method.getReturnType() == response || parameters.length > 1) {
                calls.merge(
                        name.toLowerCase(Locale.ROOT),
                        new Call(name, parameters[0], response, method),
                        (one, other) -> one.method().getParameterCount()
                                        > other.method().getParameterCount()
                                ? one
                                : other);
            }
        }
        return calls;
    }

    /** Calls an operation and returns its response. */
    SdkPojo call(Call call, SdkPojo request, String payload) throws Throwable {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> parameter : call.method().getParameterTypes()) {
            if (parameter == RequestBody.class) {
                arguments.add(RequestBody.fromString(payload));
            } else if (parameter == ResponseTransformer.class) {
                arguments.add(ResponseTransformer.toBytes());
            } else {
                arguments.add(request);
            }
        }
        try {
            Object response = call.method().invoke(client, arguments.toArray());
            return (SdkPojo) (response instanceof ResponseBytes<?> bytes ? bytes.response() : response);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        ((SdkAutoCloseable) client).close();
    }
}
