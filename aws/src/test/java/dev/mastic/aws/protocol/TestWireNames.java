package dev.mastic.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.model.MemberModel;
import dev.mastic.aws.model.OperationModel;
import dev.mastic.aws.model.ServiceModel;
import dev.mastic.aws.model.ShapeModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/**
 * Names and places of members on the wire, held against botocore's models. The round trip cannot see a wrong one: the SDK
 * stands on both of its sides.
 */
class TestWireNames {
    private static final Map<MarshallLocation, Set<String>> PLACES = Map.of(
            MarshallLocation.PATH, Set.of("uri"),
            MarshallLocation.GREEDY_PATH, Set.of("uri"),
            MarshallLocation.QUERY_PARAM, Set.of("querystring"),
            MarshallLocation.HEADER, Set.of("header", "headers"),
            MarshallLocation.STATUS_CODE, Set.of("statusCode"),
            MarshallLocation.PAYLOAD, Set.of(""));

    /** Differences that are meant, each with the reason. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("no operation DescribeJobFlows in the SDK", "deprecated by AWS since 2014"),
            Map.entry("no operation GetBucketLifecycle in the SDK", "deprecated: GetBucketLifecycleConfiguration"),
            Map.entry(
                    "no operation GetBucketNotification in the SDK", "deprecated: GetBucketNotificationConfiguration"),
            Map.entry("no operation PutBucketLifecycle in the SDK", "deprecated: PutBucketLifecycleConfiguration"),
            Map.entry(
                    "no operation PutBucketNotification in the SDK", "deprecated: PutBucketNotificationConfiguration"),
            Map.entry("GetObjectOutput.Body is not in GetObjectResponse", "a stream: StreamedResponse"),
            Map.entry("GetObjectTorrentOutput.Body is not in GetObjectTorrentResponse", "a stream: StreamedResponse"),
            Map.entry("PutObjectRequest.Body is not in PutObjectRequest", "a stream: RequestBody"),
            Map.entry("UploadPartRequest.Body is not in UploadPartRequest", "a stream: RequestBody"),
            Map.entry("WriteGetObjectResponseRequest.Body is not in WriteGetObjectResponseRequest", "a stream"),
            Map.entry("SelectObjectContentOutput.Payload is not in SelectObjectContentResponse", "an event stream"),
            Map.entry("GetLogObjectResponse.fieldStream is not in GetLogObjectResponse", "an event stream"),
            Map.entry("StartLiveTailResponse.responseStream is not in StartLiveTailResponse", "an event stream"),
            Map.entry("CopyObjectRequest.Expires is INSTANT, not string", "botocore takes any text for S3's Expires"),
            Map.entry("CreateMultipartUploadRequest.Expires is INSTANT, not string", "the same"),
            Map.entry("PutObjectRequest.Expires is INSTANT, not string", "the same"),
            Map.entry("WriteGetObjectResponseRequest.Expires is INSTANT, not string", "the same"));

    private final List<String> differences = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    @ParameterizedTest
    @EnumSource(AwsService.class)
    void everyMemberIsCalledOnTheWireWhatBotocoreCallsIt(AwsService service) throws ReflectiveOperationException {
        ServiceModel model = ServiceModel.of(service);
        Map<String, String> sdkNames = SdkClient.names(service);
        int checked = 0;
        for (OperationModel operation : model.operations()) {
            String name = sdkNames.get(operation.name().toLowerCase(Locale.ROOT));
            if (name == null) {
                differences.add("no operation " + operation.name() + " in the SDK");
                continue;
            }
            checked++;
            compare(model, operation.input(), Class.forName(service.modelPackage() + "." + name + "Request"));
            compare(model, operation.output(), Class.forName(service.modelPackage() + "." + name + "Response"));
        }
        System.out.println(service + ": names of " + checked + " operations, " + seen.size() + " shapes");
        differences.removeIf(MEANT::containsKey);
        assertThat(differences).isEmpty();
    }

    private void compare(ServiceModel model, @Nullable String shape, Class<?> type) {
        if (shape != null) {
            structure(model, model.shape(shape).orElseThrow(), Shapes.builder(type));
        }
    }

    private void structure(ServiceModel model, ShapeModel shape, SdkPojo sdk) {
        if (!seen.add(shape.name())) {
            return;
        }
        Map<String, SdkField<?>> fields = new TreeMap<>();
        sdk.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        shape.members().forEach((name, member) -> {
            String wireName = member.locationName() == null ? name : member.locationName();
            String where = shape.name() + "." + name;
            SdkField<?> field = fields.get(wireName);
            if (field == null) {
                differences.add(where + " is not in "
                        + sdk.getClass().getEnclosingClass().getSimpleName());
                return;
            }
            String place = Objects.requireNonNullElse(member.location(), "");
            if (!PLACES.getOrDefault(field.location(), Set.of()).contains(place)) {
                differences.add(where + " is in " + field.location() + ", not in " + place);
            }
            value(model, member, field, where);
        });
    }

    private void value(ServiceModel model, MemberModel member, SdkField<?> field, String where) {
        ShapeModel shape = model.shape(member.shape()).orElseThrow();
        MarshallingKnownType type = field.marshallingType().getKnownType();
        if (!fits(shape, type)) {
            differences.add(where + " is " + type + ", not " + shape.type());
            return;
        }
        switch (shape.type()) {
            case "structure" -> {
                if (type == MarshallingKnownType.SDK_POJO) {
                    structure(model, shape, field.constructor().get());
                }
            }
            case "list" -> list(model, shape, member, field, where);
            case "map" -> map(model, shape, field, where);
            case "timestamp" -> timestamp(model, shape, field, where);
            default -> {
                // a scalar has nothing inside
            }
        }
    }

    private void list(ServiceModel model, ShapeModel shape, MemberModel member, SdkField<?> field, String where) {
        ListTrait trait = field.getTrait(ListTrait.class);
        if (speaksXml(model)) {
            boolean flattened = shape.flattened() || member.flattened();
            if (flattened != trait.isFlattened()) {
                differences.add(where + " flattened: " + trait.isFlattened());
            }
            String wanted = Objects.requireNonNullElse(itemsOf(shape).locationName(), "member");
            String found = Objects.requireNonNullElse(trait.memberLocationName(), "member");
            if (!flattened && !wanted.equals(found)) {
                differences.add(where + " has items called " + found + ", not " + wanted);
            }
            if (flattened && !Set.of("member", field.locationName()).contains(wanted)) {
                differences.add(
                        where + " is flat and its items are called " + wanted + ", not " + field.locationName());
            }
        }
        value(model, itemsOf(shape), trait.memberFieldInfo(), where + "[]");
    }

    private void map(ServiceModel model, ShapeModel shape, SdkField<?> field, String where) {
        MapTrait trait = field.getTrait(MapTrait.class);
        if (speaksXml(model) && shape.flattened() != trait.isFlattened()) {
            differences.add(where + " flattened: " + trait.isFlattened());
        }
        value(model, Objects.requireNonNull(shape.value()), trait.valueFieldInfo(), where + "{}");
    }

    private void timestamp(ServiceModel model, ShapeModel shape, SdkField<?> field, String where) {
        boolean json = !speaksXml(model) || model.protocols().contains("smithy-rpc-v2-cbor");
        String usual = field.location() == MarshallLocation.HEADER ? "rfc822" : json ? "unixtimestamp" : "iso8601";
        String wanted = Objects.requireNonNullElse(shape.timestampFormat(), usual);
        TimestampFormatTrait.Format asked = Timestamps.format(field);
        String found = asked == null ? usual : asked.name().replace("_", "").toLowerCase(Locale.ROOT);
        if (!wanted.toLowerCase(Locale.ROOT).equals(found)) {
            differences.add(where + " is written as " + found + ", not " + wanted);
        }
    }

    private static MemberModel itemsOf(ShapeModel list) {
        return Objects.requireNonNull(list.member());
    }

    private static boolean speaksXml(ServiceModel model) {
        return model.protocols().contains("query") || model.protocols().contains("rest-xml");
    }

    private static boolean fits(ShapeModel shape, MarshallingKnownType type) {
        return switch (type) {
            case STRING -> Set.of("string", "character").contains(shape.type());
            case BOOLEAN -> shape.type().equals("boolean");
            case SHORT, INTEGER -> shape.type().equals("integer");
            case LONG -> shape.type().equals("long");
            case FLOAT -> shape.type().equals("float");
            case DOUBLE -> shape.type().equals("double");
            case INSTANT -> shape.type().equals("timestamp");
            case SDK_BYTES -> shape.type().equals("blob");
            case SDK_POJO, DOCUMENT -> shape.type().equals("structure");
            case LIST -> shape.type().equals("list");
            case MAP -> shape.type().equals("map");
            case BYTE, BIG_DECIMAL, NULL -> false;
        };
    }
}
