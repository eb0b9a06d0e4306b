package dev.mastic.services.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What AWS says about its actions: which there are, what resources each is about and which condition keys it knows.
 *
 * <p>The table is a file derived by {@code build/extract-actions.py}; its source is named inside.
 */
public final class ActionTable {
    private static final String RESOURCE = "actions.json.gz";
    private static final Pattern PLACE = Pattern.compile("\\{[A-Za-z.]+(\\[])?}");
    private static final Pattern ARN_PLACE = Pattern.compile("\\\\\\$\\\\\\{[A-Za-z0-9]+\\\\}");

    /**
     * One action.
     *
     * @param name as AWS spells it, e.g. {@code glue:GetJob}
     * @param resourceTypes the types of resource it is about; none when only {@code *} makes sense
     * @param conditionKeys the keys it knows besides the global ones
     */
    public record Action(String name, Set<String> resourceTypes, Set<String> conditionKeys) {
        public Action {
            resourceTypes = Set.copyOf(resourceTypes);
            conditionKeys = Set.copyOf(conditionKeys);
        }
    }

    private final Map<String, Action> actions = new HashMap<>();
    // By service prefix and resource type: what its ARNs look like.
    private final Map<String, Pattern> arns = new HashMap<>();

    private ActionTable(JsonNode root) {
        root.get("services").properties().forEach(service -> {
            String prefix = service.getKey();
            service.getValue()
                    .get("actions")
                    .properties()
                    .forEach(entry -> add(prefix + ":" + entry.getKey(), entry.getValue()));
            service.getValue()
                    .get("resources")
                    .properties()
                    .forEach(entry -> arns.put(
                            prefix + "/" + entry.getKey(),
                            pattern(entry.getValue().asText())));
        });
    }

    /** Reads the table. */
    public static ActionTable load() {
        try (InputStream in = ActionTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return new ActionTable(new ObjectMapper().readTree(new GZIPInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The action of a name, whatever its case. */
    public Optional<Action> find(String name) {
        return Optional.ofNullable(actions.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Where an operation's {@link dev.mastic.aws.OnResource} disagrees with AWS, in sentences; none when it does not.
     *
     * <p>A template that is an ARN from the request cannot be judged here: what it names is known only then.
     */
    public List<String> disagreements(Operation operation) {
        Action action = find(operation.action()).orElse(null);
        if (action == null) {
            return List.of("%s: AWS knows no action %s".formatted(operation, operation.action()));
        }
        List<String> found = new ArrayList<>();
        if (!action.name().equals(operation.action())) {
            found.add("%s: AWS spells the action %s".formatted(operation, action.name()));
        }
        for (String template : operation.resourceTemplates()) {
            disagreement(action, operation, template).ifPresent(found::add);
        }
        return found;
    }

    private Optional<String> disagreement(Action action, Operation operation, String template) {
        Set<String> types = action.resourceTypes();
        if (template.equals("*")) {
            return types.isEmpty()
                    ? Optional.empty()
                    : Optional.of("%s: the action is about %s, not about everything"
                            .formatted(operation, new TreeSet<>(types)));
        }
        if (types.isEmpty()) {
            return Optional.of("%s: the action knows no resource, so it is asked about *, not about %s"
                    .formatted(operation, template));
        }
        if (template.startsWith("{") && template.endsWith("Arn}")) {
            return Optional.empty();
        }
        String prefix = action.name().substring(0, action.name().indexOf(':'));
        String sample = sampleArn(operation.service(), template);
        boolean known = types.stream()
                .anyMatch(type -> Optional.ofNullable(arns.get(prefix + "/" + type))
                        .filter(pattern -> pattern.matcher(sample).matches())
                        .isPresent());
        return known
                ? Optional.empty()
                : Optional.of("%s: %s is none of the action's resources %s"
                        .formatted(operation, template, new TreeSet<>(types)));
    }

    private static String sampleArn(AwsService service, String template) {
        String resource = PLACE.matcher(template).replaceAll("x");
        if (resource.startsWith("arn:")) {
            return resource;
        }
        return switch (service) {
            case S3 -> "arn:aws:s3:::" + resource;
            case IAM, STS -> "arn:aws:iam::000000000000:" + resource;
            case GLUE, LOGS, CLOUDWATCH, SECRETS_MANAGER, COST_EXPLORER, EMR ->
                "arn:aws:" + service.actionPrefix() + ":us-east-1:000000000000:" + resource;
        };
    }

    private void add(String name, JsonNode action) {
        actions.put(
                name.toLowerCase(Locale.ROOT),
                new Action(name, texts(action.path("resources"), "!"), texts(action.path("conditions"), "")));
    }

    private static Set<String> texts(JsonNode list, String suffix) {
        Set<String> texts = new TreeSet<>();
        for (JsonNode each : list) {
            String text = each.asText();
            texts.add(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
        }
        return texts;
    }

    /** Any text may stand in the places of an ARN, but a place is never empty. */
    private static Pattern pattern(String arn) {
        String quoted = arn.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
        return Pattern.compile(ARN_PLACE.matcher(quoted).replaceAll(".+"));
    }
}
