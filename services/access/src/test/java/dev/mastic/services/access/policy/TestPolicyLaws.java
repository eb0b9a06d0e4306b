package dev.mastic.services.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of all policies, tried on random ones. A seed that failed once stays in the list. */
class TestPolicyLaws {
    private static final int ROUNDS = 4_000;
    private static final List<String> ACTIONS = List.of(
            "glue:GetJob", "glue:DeleteJob", "glue:StartJobRun", "s3:GetObject", "s3:PutObject", "iam:PassRole");
    private static final List<String> ACTION_PATTERNS =
            List.of("*", "glue:*", "glue:Get*", "glue:*Job", "s3:?etObject", "s3:*", "iam:PassRole", "glue:DeleteJob");
    private static final List<String> RESOURCES = List.of(
            "arn:aws:glue:us-east-1:000000000000:job/a",
            "arn:aws:s3:::lake/raw/x",
            "arn:aws:s3:::lake/ana/x",
            "arn:aws:iam::000000000000:role/etl");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:glue:*:*:job/*",
            "arn:aws:s3:::lake/*",
            "arn:aws:s3:::lake/${aws:username}/*",
            "arn:aws:iam::*");
    private static final List<String> CONDITIONS = List.of(
            "",
            "",
            "\"StringEquals\": {\"aws:username\": \"ana\"}",
            "\"StringNotEquals\": {\"aws:username\": \"ana\"}",
            "\"Bool\": {\"aws:SecureTransport\": \"true\"}",
            "\"Null\": {\"aws:username\": \"true\"}",
            "\"ForAnyValue:StringLike\": {\"aws:TagKeys\": [\"t*\"]}");

    private static final Asker ANA = new Asker(Asker.AWS, Set.of("arn:aws:iam::000000000000:user/ana"), "000000000000");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theLawsHold(long seed) {
        Random random = new Random(seed);
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> statements = statements(random);
            Question question = question(random);
            boolean before = allows(statements, Optional.empty(), question);
            allowed += before ? 1 : 0;
            String context = "seed " + seed + ", round " + round + ": " + statements + " asked " + question;

            List<String> denied = new ArrayList<>(statements);
            denied.add(random.nextInt(denied.size() + 1), statement("Deny", random));
            assertThat(allows(denied, Optional.empty(), question) && !before)
                    .as("adding a Deny never grants (%s)", context)
                    .isFalse();

            List<String> fewer = new ArrayList<>(statements);
            fewer.removeIf(statement -> statement.contains("Allow") && random.nextBoolean());
            assertThat(allows(fewer, Optional.empty(), question) && !before)
                    .as("removing an Allow never grants (%s)", context)
                    .isFalse();

            assertThat(allows(statements, Optional.of(statements(random)), question) && !before)
                    .as("a session policy never widens (%s)", context)
                    .isFalse();

            List<String> shuffled = new ArrayList<>(statements);
            java.util.Collections.shuffle(shuffled, random);
            assertThat(allows(shuffled, Optional.empty(), question))
                    .as("the order means nothing (%s)", context)
                    .isEqualTo(before);

            List<String> itself = List.copyOf(statements);
            assertThat(allows(statements, Optional.of(itself), question))
                    .as("a session policy that says the same changes nothing (%s)", context)
                    .isEqualTo(before);
        }
        // The laws would hold of an evaluator that never allows anything, too.
        assertThat(allowed).isBetween(ROUNDS / 20, ROUNDS * 9 / 10);
    }

    private static boolean allows(List<String> statements, Optional<List<String>> session, Question question) {
        return Decision.of(
                        new Policies(
                                statements.isEmpty() ? List.of() : List.of(document(statements)),
                                Optional.empty(),
                                session.map(TestPolicyLaws::document),
                                Optional.empty()),
                        question,
                        Decision.ResourceSay.MAY_ALLOW)
                .isAllowed();
    }

    private static PolicyDocument document(List<String> statements) {
        return PolicyParser.parse(
                "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}",
                PolicyKind.IDENTITY);
    }

    private static List<String> statements(Random random) {
        List<String> statements = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            statements.add(statement(random.nextInt(4) == 0 ? "Deny" : "Allow", random));
        }
        return statements;
    }

    private static String statement(String effect, Random random) {
        String condition = pick(CONDITIONS, random);
        return "{\"Effect\": \"%s\", \"%s\": \"%s\", \"%s\": \"%s\"%s}"
                .formatted(
                        effect,
                        random.nextInt(6) == 0 ? "NotAction" : "Action",
                        pick(ACTION_PATTERNS, random),
                        random.nextInt(6) == 0 ? "NotResource" : "Resource",
                        pick(RESOURCE_PATTERNS, random),
                        condition.isEmpty() ? "" : ", \"Condition\": {" + condition + "}");
    }

    private static Question question(Random random) {
        boolean named = random.nextBoolean();
        boolean secure = random.nextBoolean();
        return new Question(ANA, pick(ACTIONS, random), pick(RESOURCES, random), key -> switch (key) {
            case "aws:username" -> named ? List.of("ana") : List.of();
            case "aws:securetransport" -> List.of(String.valueOf(secure));
            case "aws:tagkeys" -> secure ? List.of("team", "env") : List.of();
            default -> List.of();
        });
    }

    private static String pick(List<String> items, Random random) {
        return items.get(random.nextInt(items.size()));
    }
}
