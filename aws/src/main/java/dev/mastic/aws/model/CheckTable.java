package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The checks of one service's shapes, each built when it is first needed. */
final class CheckTable {
    private final AwsService service;
    private final Map<String, Check> checks = new ConcurrentHashMap<>();
    private final Map<String, Boolean> demanding = new HashMap<>();

    CheckTable(AwsService service) {
        this.service = service;
    }

    Check of(String shapeName) {
        Check known = checks.get(shapeName);
        if (known == null) {
            // Building twice is harmless; building under the map's lock would meet itself, as shapes nest.
            known = build(shape(shapeName));
            checks.put(shapeName, known);
        }
        return known;
    }

    private Check build(ShapeModel shape) {
        if (!demands(shape.name())) {
            return Check.NOTHING;
        }
        return switch (shape.type()) {
            case "structure" -> new Check.Structure(shape, this);
            case "list" -> new Check.Items(sizes(shape), inner(shape.member()), shape.sensitive());
            case "map" -> new Check.Entries(sizes(shape), inner(shape.key()), inner(shape.value()), shape.sensitive());
            case "string", "blob" -> new Check.Scalar(textRules(shape), shape.sensitive());
            default -> new Check.Scalar(values(shape), shape.sensitive());
        };
    }

    private Check inner(@Nullable MemberModel member) {
        return member == null ? Check.NOTHING : of(member.shape());
    }

    private List<Rule> textRules(ShapeModel shape) {
        List<Rule> rules = sizes(shape);
        if (shape.pattern() != null) {
            rules.add(Rule.Matches.of(shape.pattern()));
        }
        if (!shape.enumValues().isEmpty()) {
            rules.add(new Rule.OneOf(Set.copyOf(shape.enumValues()), new EnumValues(service, shape)));
        }
        return rules;
    }

    private static List<Rule> sizes(ShapeModel shape) {
        List<Rule> rules = new ArrayList<>();
        if (shape.max() != null) {
            rules.add(new Rule.MaxLength(shape.max().longValue()));
        }
        if (shape.min() != null) {
            rules.add(new Rule.MinLength(shape.min().longValue()));
        }
        return rules;
    }

    private static List<Rule> values(ShapeModel shape) {
        List<Rule> rules = new ArrayList<>();
        if (shape.max() != null) {
            rules.add(new Rule.MaxValue(shape.max()));
        }
        if (shape.min() != null) {
            rules.add(new Rule.MinValue(shape.min()));
        }
        return rules;
    }

    /** Whether a shape, or one inside it, demands anything: what does not is never looked at. */
    private synchronized boolean demands(String shapeName) {
        Boolean known = demanding.get(shapeName);
        if (known == null) {
            known = demands(shapeName, new HashSet<>());
            demanding.put(shapeName, known);
        }
        return known;
    }

    private boolean demands(String shapeName, Set<String> seen) {
        if (!seen.add(shapeName)) {
            return false;
        }
        ShapeModel shape = shape(shapeName);
        if (shape.min() != null
                || shape.max() != null
                || shape.pattern() != null
                || !shape.required().isEmpty()
                || !shape.enumValues().isEmpty()) {
            return true;
        }
        List<MemberModel> inner = new ArrayList<>(shape.members().values());
        for (MemberModel member : new MemberModel[] {shape.member(), shape.key(), shape.value()}) {
            if (member != null) {
                inner.add(member);
            }
        }
        return inner.stream().anyMatch(member -> demands(member.shape(), seen));
    }

    private ShapeModel shape(String name) {
        return ServiceModel.of(service)
                .shape(name)
                .orElseThrow(() -> new IllegalStateException("the model of " + service + " has no shape " + name));
    }
}
