package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;

/** One of AWS's wire protocols: turns bytes into SDK model objects and back. */
public interface Protocol {
    /**
     * Reads the input of an operation.
     *
     * @param target what the request is addressed to, with the members that its path holds
     * @param body the payload, bounded; empty when the operation takes it as a stream
     * @throws ServiceException with {@code SerializationException} when the bytes are not in this protocol's form
     */
    SdkPojo read(WireOperation operation, Target target, WireRequest request, byte[] body) throws IOException;

    /**
     * Writes what an operation answered.
     *
     * @param response an SDK model response or a {@link dev.mastic.aws.StreamedResponse}
     */
    WireResponse write(WireOperation operation, Object response, String requestId) throws IOException;

    /**
     * Writes a refusal, with every header that the SDKs read.
     *
     * @param request what is refused: some clients ask for errors in an older form
     */
    WireResponse writeError(AwsService service, ServiceException refusal, WireRequest request, String requestId)
            throws IOException;
}
