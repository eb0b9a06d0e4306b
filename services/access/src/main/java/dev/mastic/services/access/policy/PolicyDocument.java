package dev.mastic.services.access.policy;

import dev.mastic.services.access.policy.PrincipalPattern.Match;
import dev.mastic.services.access.policy.Statement.Effect;
import java.util.List;

/**
 * A policy, ready to be asked.
 *
 * @param statements its statements
 */
public record PolicyDocument(List<Statement> statements) {
    /** What a policy says to a question. */
    public enum Answer {
        /** Nothing. */
        SILENT,
        /** It allows the account of who asks, which decides further by its own policies. */
        ALLOWS_ACCOUNT,
        ALLOWS,
        DENIES
    }

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    public Answer ask(Question question) {
        Answer answer = Answer.SILENT;
        for (Statement statement : statements) {
            Match match = statement.match(question);
            if (match == Match.NONE) {
                continue;
            }
            if (statement.effect() == Effect.DENY) {
                return Answer.DENIES;
            }
            Answer allowed = match == Match.DIRECT ? Answer.ALLOWS : Answer.ALLOWS_ACCOUNT;
            answer = allowed.compareTo(answer) > 0 ? allowed : answer;
        }
        return answer;
    }

    /** What several policies say together: a denial beats everything, and any of them may allow. */
    public static Answer ask(Iterable<PolicyDocument> policies, Question question) {
        Answer strongest = Answer.SILENT;
        for (PolicyDocument policy : policies) {
            Answer answer = policy.ask(question);
            strongest = answer.compareTo(strongest) > 0 ? answer : strongest;
        }
        return strongest;
    }
}
