package dev.mastic.runtime.s3;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.SdkClientException;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.GetObjectRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Why an object was refused. S3A's first request is a HEAD, whose refusal has no body and so no reason; a GET of the same
 * object needs the same permission and is told which one it lacks.
 */
public record DeniedObject(URI object) {
    /** The reason in S3's words, when it gives one. */
    public Optional<String> reason(String endpoint, String region) {
        AmazonS3 client = AmazonS3ClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint, region))
                .withPathStyleAccessEnabled(true)
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(0))
                .build();
        try {
            client.getObject(new GetObjectRequest(
                                    object.getHost(), object.getPath().replaceFirst("^/", ""))
                            .withRange(0, 0))
                    .close();
            return Optional.empty();
        } catch (AmazonS3Exception refusal) {
            return Optional.ofNullable(refusal.getErrorMessage());
        } catch (IOException | SdkClientException unreachable) {
            return Optional.empty();
        } finally {
            client.shutdown();
        }
    }
}
