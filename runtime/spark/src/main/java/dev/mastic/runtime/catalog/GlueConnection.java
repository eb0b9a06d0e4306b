package dev.mastic.runtime.catalog;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.glue.AWSGlue;
import com.amazonaws.services.glue.AWSGlueClientBuilder;
import dev.mastic.runtime.s3.RunCredentialsProvider;
import java.util.Optional;

/** Where this process finds the Data Catalog. It changes once: from the warm-up's to the run's. */
public final class GlueConnection {
    private static final int ATTEMPTS_AGAIN = 3;

    private static Optional<AWSGlue> client = Optional.empty();

    private GlueConnection() {}

    /** From here on the catalog is the one behind this endpoint. */
    public static synchronized void open(String endpoint, String region) {
        client.ifPresent(AWSGlue::shutdown);
        client = Optional.of(AWSGlueClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint, region))
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(ATTEMPTS_AGAIN))
                .build());
    }

    /** The client of the catalog in use. */
    public static synchronized AWSGlue client() {
        return client.orElseThrow(() -> new IllegalStateException("no Data Catalog has been opened in this process"));
    }
}
