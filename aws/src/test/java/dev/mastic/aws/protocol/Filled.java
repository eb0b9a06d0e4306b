package dev.mastic.aws.protocol;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Makes SDK model objects with every member filled, from a seed. */
final class Filled {
    /** What streamed operations send. */
    static final String PAYLOAD = "payload";

    private static final int DEPTH = 6;
    // The SDK reads S3's Expires header twice, as text and as a time: both must say the same.
    private static final Instant EXPIRES = Instant.parse("2023-11-15T21:19:38Z");

    private final Random random;
    private final Set<String> leftOut;

    /** @param leftOut members that stay empty */
    Filled(long seed, Set<String> leftOut) {
        this.random = new Random(seed);
        this.leftOut = leftOut;
    }

    SdkPojo of(Class<?> type) {
        return structure(Shapes.builder(type), DEPTH);
    }

    private SdkPojo structure(SdkPojo builder, int depth) {
        boolean union = isUnion(builder);
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = leftOut.contains(String.valueOf(field.memberName())) ? null : value(field, depth);
            if (value != null) {
                field.set(builder, value);
                if (union) {
                    break;
                }
            }
        }
        return Shapes.build(builder);
    }

    private @Nullable Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        return switch (type.getKnownType()) {
            case STRING -> text(field);
            case BOOLEAN -> true;
            case SHORT -> (short) random.nextInt(100);
            case INTEGER ->
                field.location() == MarshallLocation.STATUS_CODE ? (Integer) 200 : (Integer) random.nextInt();
            case LONG -> isContentLength(field) ? (Long) (long) PAYLOAD.length() : (Long) random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble() * 1e6;
            case BIG_DECIMAL -> new BigDecimal("1.5");
            case INSTANT -> instant(field);
            case SDK_BYTES -> SdkBytes.fromUtf8String("bytes ü" + random.nextInt());
            case DOCUMENT ->
                Document.fromMap(Map.of(
                        "a", Document.fromNumber(1),
                        "b", Document.fromList(List.of(Document.fromBoolean(true), Document.fromNull())),
                        "c", Document.fromString("é")));
            case SDK_POJO -> depth > 0 ? structure(field.constructor().get(), depth - 1) : null;
            case LIST -> list(field, depth);
            case MAP -> map(field, depth);
            case BYTE, NULL -> throw new IllegalStateException(String.valueOf(type));
        };
    }

    private static boolean isContentLength(SdkField<?> field) {
        return "Content-Length".equals(field.locationName());
    }

    private Instant instant(SdkField<?> field) {
        if ("Expires".equals(field.locationName())) {
            return EXPIRES;
        }
        // HTTP dates, which headers carry, know no fractions.
        boolean whole = field.location() == MarshallLocation.HEADER || Timestamps.format(field) != null;
        return EXPIRES.plusMillis(random.nextInt(100_000) * (whole ? 1000L : 1L));
    }

    private String text(SdkField<?> field) {
        boolean payload = field.location() == MarshallLocation.PAYLOAD;
        return switch (String.valueOf(field.memberName())) {
            case "ChecksumAlgorithm" -> "CRC32";
            case "ExpiresString" -> Timestamps.httpDate(EXPIRES);
            case "Type" -> field.containsTrait(XmlAttributeTrait.class) ? "CanonicalUser" : "type <é>";
            default ->
                payload
                                || field.location() == MarshallLocation.QUERY_PARAM
                                || field.location() == MarshallLocation.GREEDY_PATH
                        ? "vé<&>\"'+% /ü\uD83D\uDE00" + random.nextInt(1000)
                        : "plain-" + random.nextInt(1000);
        };
    }

    private @Nullable List<Object> list(SdkField<?> field, int depth) {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Object value = depth > 0 ? value(item, depth - 1) : null;
            if (value == null) {
                return null;
            }
            items.add(field.location() == MarshallLocation.HEADER ? "item-" + i : value);
        }
        return items;
    }

    private @Nullable Map<String, Object> map(SdkField<?> field, int depth) {
        SdkField<?> item = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) {
            Object value = depth > 0 ? value(item, depth - 1) : null;
            if (value == null) {
                return null;
            }
            boolean header = field.location() == MarshallLocation.HEADER;
            entries.put(header ? "key-" + i : "kéy <" + i, header ? "value " + i : value);
        }
        return entries;
    }

    private static boolean isUnion(SdkPojo builder) {
        Class<?> type = Shapes.build(builder).getClass();
        return Arrays.stream(type.getMethods()).map(Method::getName).anyMatch("type"::equals)
                && Arrays.stream(type.getDeclaredClasses())
                        .anyMatch(inner -> inner.getSimpleName().equals("Type"));
    }
}
