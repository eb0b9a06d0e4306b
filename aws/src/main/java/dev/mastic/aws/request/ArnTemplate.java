package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Fills the templates of {@link dev.mastic.aws.OnResource} from a request. */
final class ArnTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z.]+)(\\[])?}");
    private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

    private ArnTemplate() {}

    /** The resource parts that a template stands for: one, or one for each item of a list. */
    static List<String> resolve(String template, SdkPojo request) {
        Matcher place = PLACE.matcher(template);
        if (!place.find()) {
            return List.of(template);
        }
        List<String> resolved = new ArrayList<>();
        for (String value : values(place.group(1), place.group(2) != null, request)) {
            String filled = template.substring(0, place.start()) + value + template.substring(place.end());
            // What the caller wrote may hold braces of its own: only the template's rest is searched again.
            int done = place.start() + value.length();
            for (String rest : resolve(filled.substring(done), request)) {
                resolved.add(filled.substring(0, done) + rest);
            }
        }
        return resolved;
    }

    /** The full ARN of a resource part, as each service writes its ARNs. */
    static String arn(AwsService service, Caller caller, String resource) {
        if (resource.equals("*") || resource.startsWith("arn:")) {
            return resource;
        }
        return switch (service) {
            case S3 -> "arn:aws:s3:::" + resource;
            case IAM, STS -> "arn:aws:iam::" + caller.accountId() + ":" + resource;
            case GLUE, LOGS, CLOUDWATCH, SECRETS_MANAGER, COST_EXPLORER, EMR ->
                caller.arn(service.actionPrefix(), resource);
        };
    }

    private static List<String> values(String path, boolean each, SdkPojo request) {
        Object found = member(path, request);
        if (each) {
            return found instanceof List<?> items
                    ? items.stream().map(String::valueOf).toList()
                    : List.of();
        }
        return List.of(Optional.ofNullable(found).map(String::valueOf).orElse(""));
    }

    private static @Nullable Object member(String path, SdkPojo shape) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        SdkField<?> field = fields(shape).get(name.toLowerCase(Locale.ROOT));
        if (field == null) {
            throw new IllegalStateException(
                    "no member " + name + " in " + shape.getClass().getSimpleName());
        }
        Object value = field.getValueOrDefault(shape);
        return dot < 0 || !(value instanceof SdkPojo inner) ? value : member(path.substring(dot + 1), inner);
    }

    private static Map<String, SdkField<?>> fields(SdkPojo shape) {
        return FIELDS.computeIfAbsent(shape.getClass(), type -> {
            Map<String, SdkField<?>> byName = new ConcurrentHashMap<>();
            shape.sdkFields().forEach(field -> byName.put(field.memberName().toLowerCase(Locale.ROOT), field));
            return byName;
        });
    }
}
