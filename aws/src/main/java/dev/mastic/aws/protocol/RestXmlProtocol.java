package dev.mastic.aws.protocol;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.StreamedResponse;
import dev.mastic.aws.model.OperationModel;
import dev.mastic.aws.model.ServiceModel;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.StrictUtf8;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** REST-XML, as S3 speaks it: members travel in path, query, headers and payload. */
public final class RestXmlProtocol implements Protocol {
    private static final String XML = "application/xml";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String CONTENT_RANGE = "Content-Range";
    private static final int STATUS_OK = 200;
    private static final int STATUS_PARTIAL = 206;
    private static final int STATUS_NOT_MODIFIED = 304;

    @Override
    public SdkPojo read(WireOperation operation, Target target, WireRequest request, byte[] body) {
        SdkPojo builder = Shapes.builder(operation.requestType());
        new HttpMembers(target, request).readInto(builder);
        if (body.length > 0 && !operation.takesBody()) {
            readPayload(builder, body);
        }
        return Shapes.build(builder);
    }

    @Override
    public WireResponse write(WireOperation operation, Object response, String requestId) {
        StreamedResponse streamed = response instanceof StreamedResponse found ? found : null;
        SdkPojo members = streamed == null ? (SdkPojo) response : streamed.response();
        Map<String, String> headers = requestIds(requestId);
        headers.putAll(HttpMembers.headers(members));
        OptionalLong announced = Optional.ofNullable(headers.remove(CONTENT_LENGTH)).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
        int status = status(operation, members, headers);
        if (streamed != null) {
            return new WireResponse(status, headers, OptionalLong.of(streamed.length()), streamed.content());
        }
        if (announced.isPresent()) {
            // HeadObject says how long the object is and sends none of it.
            return new WireResponse(status, headers, announced, out -> {});
        }
        byte[] payload = payload(operation, members, headers);
        return WireResponse.of(status, headers, payload);
    }

    @Override
    public WireResponse writeError(
            AwsService service, ServiceException refusal, WireRequest request, String requestId) {
        WireError error = WireError.of(service, refusal.code());
        Map<String, String> headers = requestIds(requestId);
        if (error.status() == STATUS_NOT_MODIFIED) {
            // It has no payload: what there is to say, the ETag, is said in the head.
            headers.putAll(refusal.details());
        }
        if (request.method().equals("HEAD") || error.status() == STATUS_NOT_MODIFIED) {
            return new WireResponse(error.status(), headers, OptionalLong.empty(), out -> {});
        }
        XmlText xml = new XmlText().open("Error").element("Code", error.code()).element("Message", refusal.message());
        refusal.details().forEach(xml::element);
        if (!refusal.details().containsKey("Resource")) {
            xml.element("Resource", request.rawPath());
        }
        xml.element("RequestId", requestId).element("HostId", hostId(requestId)).close("Error");
        headers.put(CONTENT_TYPE, XML);
        return WireResponse.of(error.status(), headers, xml.bytes());
    }

    private static void readPayload(SdkPojo builder, byte[] body) {
        SdkField<?> payload = payloadField(builder).orElse(null);
        if (payload == null) {
            if (hasPayloadMembers(builder)) {
                XmlReader.read(body, builder);
            }
            return;
        }
        switch (payload.marshallingType().getKnownType()) {
            case STRING -> payload.set(builder, StrictUtf8.decode(body));
            case SDK_BYTES -> payload.set(builder, SdkBytes.fromByteArrayUnsafe(body));
            default ->
                payload.set(
                        builder,
                        Shapes.build(XmlReader.read(body, payload.constructor().get())));
        }
    }

    private static int status(WireOperation operation, SdkPojo members, Map<String, String> headers) {
        if (headers.containsKey(CONTENT_RANGE)) {
            return STATUS_PARTIAL;
        }
        return HttpMembers.status(members)
                .orElseGet(() -> ServiceModel.of(operation.service())
                        .operation(operation.name())
                        .map(OperationModel::status)
                        .orElse(STATUS_OK));
    }

    private static byte[] payload(WireOperation operation, SdkPojo members, Map<String, String> headers) {
        if (operation.name().equals("GetBucketLocation")) {
            headers.put(CONTENT_TYPE, XML);
            return S3Xml.location(members);
        }
        SdkField<?> field = payloadField(members).orElse(null);
        if (field == null) {
            return hasPayloadMembers(members) ? document(operation, members, headers) : new byte[0];
        }
        Object value = field.getValueOrDefault(members);
        if (!Shapes.isSet(value)) {
            return new byte[0];
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        headers.put(CONTENT_TYPE, XML);
        return S3Xml.document(field.locationName(), (SdkPojo) value);
    }

    private static byte[] document(WireOperation operation, SdkPojo members, Map<String, String> headers) {
        headers.put(CONTENT_TYPE, XML);
        return S3Xml.document(S3Xml.rootOf(operation.name()), members);
    }

    private static Optional<SdkField<?>> payloadField(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static boolean hasPayloadMembers(SdkPojo shape) {
        return shape.sdkFields().stream().anyMatch(field -> field.location() == MarshallLocation.PAYLOAD);
    }

    private static Map<String, String> requestIds(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-request-id", requestId);
        headers.put("x-amz-id-2", hostId(requestId));
        return headers;
    }

    private static String hostId(String requestId) {
        return Base64.getEncoder().encodeToString(requestId.getBytes(StandardCharsets.UTF_8));
    }
}
