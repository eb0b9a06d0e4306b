package dev.mastic.services.access.policy;

import static dev.mastic.services.access.policy.PolicyParser.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mastic.services.access.policy.Statement.Choice;
import dev.mastic.services.access.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one statement of a policy document. */
final class StatementParser {
    private static final Set<String> FIELDS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9-]+");
    private static final Pattern ROLE_ACTION =
            Pattern.compile("sts:(assumerole.*|tagsession|setsourceidentity|setcontext|\\*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern PRINCIPAL_ARN = Pattern.compile("arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:[^*]+");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern PARTITION = Pattern.compile("aws[a-z-]*|\\*");
    private static final Set<String> PRINCIPAL_KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final int ARN_COLONS = 5;

    private final JsonNode node;
    private final PolicyKind kind;
    private final boolean variables;

    /** @param variables whether <code>${…}</code> means anything in this policy's version */
    StatementParser(JsonNode node, PolicyKind kind, boolean variables) {
        this.node = node;
        this.kind = kind;
        this.variables = variables;
    }

    Statement parse() {
        checkFields();
        return new Statement(effect(), principals(), actions(), resources(), conditions());
    }

    Optional<String> sid() {
        return Optional.ofNullable(node.get("Sid")).map(JsonNode::asText).filter(sid -> !sid.isEmpty());
    }

    private void checkFields() {
        if (!node.isObject()) {
            throw malformed("Syntax errors in policy.");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw malformed("Syntax errors in policy. Unknown field " + name);
            }
        }
        if (sid().filter(sid -> !SID.matcher(sid).matches()).isPresent()) {
            throw malformed("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                    + " expression [0-9A-Za-z]*");
        }
    }

    private Effect effect() {
        JsonNode effect = node.get("Effect");
        if (effect == null) {
            throw malformed("Missing required field Effect");
        }
        return switch (effect.asText()) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw malformed("Invalid effect: " + effect.asText());
        };
    }

    private Choice<Glob> actions() {
        return choice("Action", this::action)
                .orElseThrow(() -> malformed(
                        kind == PolicyKind.TRUST
                                ? "Missing required field Action"
                                : "Policy statement must contain actions."));
    }

    private Glob action(String action) {
        int colon = action.indexOf(':');
        if (!action.equals("*")) {
            if (colon <= 0) {
                throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
            String vendor = action.substring(0, colon);
            if (!VENDOR.matcher(vendor).matches()) {
                throw malformed("Vendor " + vendor + " is not valid");
            }
        }
        if (kind == PolicyKind.TRUST && !ROLE_ACTION.matcher(action).matches()) {
            throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
        }
        return Glob.of(action.toLowerCase(Locale.ROOT));
    }

    private Optional<Choice<PolicyText>> resources() {
        Optional<Choice<PolicyText>> resources = choice("Resource", this::resource);
        if (kind == PolicyKind.TRUST && resources.isPresent()) {
            throw malformed("Has prohibited field Resource");
        }
        if (kind != PolicyKind.TRUST && resources.isEmpty()) {
            throw malformed("Policy statement must contain resources.");
        }
        return resources;
    }

    private PolicyText resource(String resource) {
        if (resource.equals("*")) {
            return text(resource);
        }
        if (!resource.startsWith("arn:")) {
            throw malformed("Resource " + resource + " must be in ARN format or \"*\".");
        }
        String[] parts = resource.split(":", -1);
        if (!PARTITION.matcher(parts[1]).matches()) {
            throw malformed("Partition \"" + parts[1] + "\" is not valid for resource \"" + resource + "\".");
        }
        if (parts.length > 2 && !VENDOR.matcher(parts[2]).matches() && !parts[2].equals("*")) {
            throw malformed("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        // IAM completes an ARN that stops early with wildcards.
        return text(resource + ":*".repeat(Math.max(0, ARN_COLONS + 1 - parts.length)));
    }

    private Optional<Choice<PrincipalPattern>> principals() {
        boolean named = node.has("Principal") || node.has("NotPrincipal");
        if (kind == PolicyKind.IDENTITY) {
            if (named) {
                throw malformed("Policy document should not specify a principal.");
            }
            return Optional.empty();
        }
        if (!named) {
            throw malformed("Missing required field Principal");
        }
        boolean excluded = node.has("NotPrincipal");
        return Optional.of(new Choice<>(
                List.of(principal(excluded ? node.get("NotPrincipal") : node.get("Principal"))), excluded));
    }

    private static PrincipalPattern principal(JsonNode element) {
        if (element.isTextual()) {
            if (!element.asText().equals("*")) {
                throw malformed("Invalid principal in policy: \"" + element.asText() + "\"");
            }
            return new PrincipalPattern(true, Map.of());
        }
        Map<String, Set<String>> byKind = new HashMap<>();
        element.properties().forEach(entry -> {
            String kind = entry.getKey();
            Set<String> names = new HashSet<>(strings(entry.getValue()));
            for (String name : names) {
                if (!isPrincipal(kind, name)) {
                    throw malformed("Invalid principal in policy: \"%s\":\"%s\""
                            .formatted(kind.equals("Service") ? "SERVICE" : kind, name));
                }
            }
            byKind.put(kind, names);
        });
        if (byKind.isEmpty()) {
            throw malformed("Missing required field Principal cannot be empty!");
        }
        return new PrincipalPattern(false, byKind);
    }

    private static boolean isPrincipal(String kind, String name) {
        return switch (kind) {
            case "AWS" ->
                name.equals("*")
                        || ACCOUNT.matcher(name).matches()
                        || PRINCIPAL_ARN.matcher(name).matches();
            case "Service" -> SERVICE.matcher(name).matches();
            default -> PRINCIPAL_KINDS.contains(kind);
        };
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        JsonNode element = node.get("Condition");
        if (element == null) {
            return conditions;
        }
        if (!element.isObject()) {
            throw malformed("Syntax errors in policy.");
        }
        element.properties().forEach(operator -> {
            if (!operator.getValue().isObject()) {
                throw malformed("Syntax errors in policy.");
            }
            operator.getValue()
                    .properties()
                    .forEach(line -> conditions.add(condition(operator.getKey(), line.getKey(), line.getValue())));
        });
        return conditions;
    }

    private Condition condition(String operator, String key, JsonNode values) {
        if (key.indexOf(':') <= 0) {
            throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        List<PolicyText> texts = strings(values).stream().map(this::text).toList();
        return Condition.parse(operator, key, texts)
                .orElseThrow(() -> malformed("Invalid Condition type : " + operator + "."));
    }

    /** Reads an element or its opposite; absent when the statement has neither. */
    private <T> Optional<Choice<T>> choice(String name, Function<String, T> item) {
        JsonNode included = node.get(name);
        JsonNode excluded = node.get("Not" + name);
        if (included != null && excluded != null) {
            throw malformed("Syntax errors in policy. " + name + " and Not" + name + " exclude each other");
        }
        @Nullable JsonNode given = included != null ? included : excluded;
        if (given == null) {
            return Optional.empty();
        }
        List<String> items = strings(given);
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Choice<>(items.stream().map(item).toList(), excluded != null));
    }

    private PolicyText text(String text) {
        return variables ? PolicyText.parse(text) : PolicyText.constant(text);
    }

    /** A single value or a list of them. Numbers and booleans are taken for their text, as IAM does in conditions. */
    private static List<String> strings(JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return List.of(value.asText());
        }
        if (!value.isArray()) {
            throw malformed("Syntax errors in policy.");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isValueNode() || each.isNull()) {
                throw malformed("Syntax errors in policy.");
            }
            strings.add(each.asText());
        }
        return strings;
    }
}
