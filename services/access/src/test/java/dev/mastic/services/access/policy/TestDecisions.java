package dev.mastic.services.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code decisions.json}: policies, questions, and what AWS's documentation says the answer is. */
class TestDecisions {
    private static final Asker ANA = new Asker(Asker.AWS, Set.of("arn:aws:iam::000000000000:user/ana"), "000000000000");

    record Case(String name, Policies policies, Question question, Decision.ResourceSay say, Decision expected) {
        @Override
        public String toString() {
            return name + ": " + question.action() + " on " + question.resource() + " is " + expected;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDecisionIsTheDocumentedOne(Case each) {
        assertThat(Decision.of(each.policies(), each.question(), each.say())).isEqualTo(each.expected());
    }

    @Test
    void theCorpusIsLargeEnough() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(150);
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = TestDecisions.class.getResourceAsStream("decisions.json")) {
            for (JsonNode group : new ObjectMapper().readTree(in).get("groups")) {
                Policies policies = policies(group);
                for (JsonNode ask : group.get("asks")) {
                    cases.add(new Case(
                            group.get("group").asText(),
                            policies,
                            new Question(
                                    ANA,
                                    ask.get("action").asText(),
                                    ask.get("resource").asText(),
                                    keys(ask.path("keys"))),
                            Decision.ResourceSay.valueOf(group.path("say").asText("MAY_ALLOW")),
                            Decision.valueOf(ask.get("is").asText())));
                }
            }
        }
        return cases;
    }

    private static Policies policies(JsonNode group) {
        List<PolicyDocument> identity = new ArrayList<>();
        document(group.path("identity"), PolicyKind.IDENTITY).ifPresent(identity::add);
        for (JsonNode more : group.path("more")) {
            document(more, PolicyKind.IDENTITY).ifPresent(identity::add);
        }
        return new Policies(
                identity,
                document(group.path("boundary"), PolicyKind.IDENTITY),
                document(group.path("session"), PolicyKind.IDENTITY),
                document(group.path("resource"), PolicyKind.TRUST));
    }

    private static Optional<PolicyDocument> document(JsonNode statements, PolicyKind kind) {
        return statements.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PolicyParser.parse("{\"Version\": \"2012-10-17\", \"Statement\": " + statements + "}", kind));
    }

    private static ConditionKeys keys(JsonNode given) {
        Map<String, List<String>> keys = new HashMap<>();
        given.properties().forEach(key -> {
            List<String> values = new ArrayList<>();
            if (key.getValue().isArray()) {
                key.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(key.getValue().asText());
            }
            keys.put(key.getKey().toLowerCase(Locale.ROOT), values);
        });
        return key -> keys.getOrDefault(key, List.of());
    }
}
