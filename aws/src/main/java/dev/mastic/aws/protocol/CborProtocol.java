package dev.mastic.aws.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy RPC v2 CBOR, which CloudWatch's newest clients speak. */
public final class CborProtocol implements Protocol {
    private static final int STATUS_OK = 200;
    private static final int EPOCH_SECONDS_TAG = 1;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final CBORFactory cbor = CBORFactory.builder()
            .streamReadConstraints(JsonProtocol.constraints())
            .build();

    @Override
    public SdkPojo read(WireOperation operation, Target target, WireRequest request, byte[] body) throws IOException {
        try (JsonParser tokens = cbor.createParser(body)) {
            return new TokenReader(tokens).readAll(Shapes.builder(operation.requestType()));
        } catch (IOException malformed) {
            throw TokenReader.malformed("CBOR", malformed);
        }
    }

    @Override
    public WireResponse write(WireOperation operation, Object response, String requestId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = cbor.createGenerator(body)) {
            new TokenWriter(out, CborProtocol::writeInstant).structure((SdkPojo) response);
        }
        return WireResponse.of(STATUS_OK, headers(requestId), body.toByteArray());
    }

    @Override
    public WireResponse writeError(AwsService service, ServiceException refusal, WireRequest request, String requestId)
            throws IOException {
        WireError error = WireError.of(service, refusal.code());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = cbor.createGenerator(body)) {
            JsonProtocol.writeErrorBody(out, error, refusal);
        }
        Map<String, String> headers = headers(requestId);
        headers.put("x-amzn-ErrorType", error.shape());
        headers.putAll(JsonProtocol.queryError(service, refusal, error, request));
        return WireResponse.of(error.status(), headers, body.toByteArray());
    }

    private static void writeInstant(JsonGenerator out, Instant instant) throws IOException {
        ((CBORGenerator) out).writeTag(EPOCH_SECONDS_TAG);
        out.writeNumber(instant.toEpochMilli() / MILLIS_PER_SECOND);
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/cbor");
        headers.put("smithy-protocol", "rpc-v2-cbor");
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }
}
