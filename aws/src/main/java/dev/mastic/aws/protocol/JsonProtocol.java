package dev.mastic.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.model.ServiceModel;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** AWS JSON 1.0 and 1.1. */
public final class JsonProtocol implements Protocol {
    static final int NESTING_MAX = 200;
    private static final int STATUS_OK = 200;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(constraints())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    @Override
    public SdkPojo read(WireOperation operation, Target target, WireRequest request, byte[] body) throws IOException {
        try (JsonParser tokens = json.createParser(body)) {
            return new TokenReader(tokens).readAll(Shapes.builder(operation.requestType()));
        } catch (IOException malformed) {
            throw TokenReader.malformed("JSON", malformed);
        }
    }

    @Override
    public WireResponse write(WireOperation operation, Object response, String requestId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(body)) {
            new TokenWriter(out, (to, instant) -> to.writeNumber(Timestamps.epochSeconds(instant)))
                    .structure((SdkPojo) response);
        }
        return WireResponse.of(STATUS_OK, headers(operation.service(), requestId), body.toByteArray());
    }

    @Override
    public WireResponse writeError(AwsService service, ServiceException refusal, WireRequest request, String requestId)
            throws IOException {
        WireError error = WireError.of(service, refusal.code());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(body)) {
            writeErrorBody(out, error, refusal);
        }
        Map<String, String> headers = headers(service, requestId);
        headers.put("x-amzn-ErrorType", error.shape());
        headers.putAll(queryError(service, refusal, error, request));
        return WireResponse.of(error.status(), headers, body.toByteArray());
    }

    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build();
    }

    static void writeErrorBody(JsonGenerator out, WireError error, ServiceException refusal) throws IOException {
        out.writeStartObject();
        out.writeStringField("__type", error.shape());
        out.writeStringField(error.messageMember(), refusal.message());
        for (Map.Entry<String, String> detail : refusal.details().entrySet()) {
            out.writeStringField(detail.getKey(), detail.getValue());
        }
        out.writeEndObject();
    }

    /** The error in the words of Query, for services that once spoke it and clients that ask. */
    static Map<String, String> queryError(
            AwsService service, ServiceException refusal, WireError error, WireRequest request) {
        boolean asked = request.headers()
                .first("x-amzn-query-mode")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return asked && ServiceModel.of(service).queryCompatible()
                ? Map.of("x-amzn-query-error", error.code() + ";" + WireError.sideAtFault(refusal.code()))
                : Map.of();
    }

    private static Map<String, String> headers(AwsService service, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Type",
                "application/x-amz-json-" + ServiceModel.of(service).jsonVersion());
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }
}
