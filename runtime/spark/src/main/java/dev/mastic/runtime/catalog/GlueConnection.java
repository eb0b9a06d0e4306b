package dev.mastic.runtime.catalog;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.glue.AWSGlue;
import com.amazonaws.services.glue.AWSGlueClientBuilder;
import com.amazonaws.services.secretsmanager.AWSSecretsManager;
import com.amazonaws.services.secretsmanager.AWSSecretsManagerClientBuilder;
import dev.mastic.runtime.s3.RunCredentialsProvider;
import java.util.Optional;

/** Where this process finds the Data Catalog. It changes once: from the warm-up's to the run's. */
public final class GlueConnection {
    private static final int ATTEMPTS_AGAIN = 3;

    private static Optional<AWSGlue> client = Optional.empty();
    private static Optional<EndpointConfiguration> place = Optional.empty();

    private GlueConnection() {}

    /** From here on the catalog is the one behind this endpoint. */
    public static synchronized void open(String endpoint, String region) {
        client.ifPresent(AWSGlue::shutdown);
        EndpointConfiguration opened = new EndpointConfiguration(endpoint, region);
        place = Optional.of(opened);
        client = Optional.of(AWSGlueClientBuilder.standard()
                .withEndpointConfiguration(opened)
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(retrying())
                .build());
    }

    /** A client of the Secrets Manager at the same place, for a few requests; the caller shuts it down. */
    public static synchronized AWSSecretsManager secrets() {
        return AWSSecretsManagerClientBuilder.standard()
                .withEndpointConfiguration(
                        place.orElseThrow(() -> new IllegalStateException("no server has been named to this process")))
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(retrying())
                .build();
    }

    private static ClientConfiguration retrying() {
        return new ClientConfiguration().withMaxErrorRetry(ATTEMPTS_AGAIN);
    }

    /** The client of the catalog in use. */
    public static synchronized AWSGlue client() {
        return client.orElseThrow(() -> new IllegalStateException("no Data Catalog has been opened in this process"));
    }
}
