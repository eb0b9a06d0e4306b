package dev.mastic.services.access.policy;

import dev.mastic.services.access.policy.PrincipalPattern.Match;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param effect what it says
 * @param principals whom it is about; absent in identity policies, which are about who they are attached to
 * @param actions what it is about
 * @param resources what it is about; absent in trust policies, which are about the role they belong to
 * @param conditions what must hold besides
 */
record Statement(
        Effect effect,
        Optional<Choice<PrincipalPattern>> principals,
        Choice<Glob> actions,
        Optional<Choice<PolicyText>> resources,
        List<Condition> conditions) {

    /** What a statement says about what it matches. */
    enum Effect {
        ALLOW,
        DENY
    }

    /**
     * An element and its opposite: {@code Action} and {@code NotAction}.
     *
     * @param items what is listed
     * @param excluded whether everything but the items is meant
     */
    record Choice<T>(List<T> items, boolean excluded) {
        Choice {
            items = List.copyOf(items);
        }
    }

    Statement {
        conditions = List.copyOf(conditions);
    }

    /** Whether the statement is about the question, and how closely it names who asks. */
    Match match(Question question) {
        if (!matchesAction(question.action()) || !matchesResource(question)) {
            return Match.NONE;
        }
        Match match = matchPrincipal(question.asker());
        if (match == Match.NONE) {
            return Match.NONE;
        }
        for (Condition condition : conditions) {
            if (!condition.holds(question.keys())) {
                return Match.NONE;
            }
        }
        return match;
    }

    private boolean matchesAction(String action) {
        for (Glob glob : actions.items()) {
            if (glob.matches(action)) {
                return !actions.excluded();
            }
        }
        return actions.excluded();
    }

    private boolean matchesResource(Question question) {
        Choice<PolicyText> choice = resources.orElse(null);
        if (choice == null) {
            return true;
        }
        boolean unknown = false;
        for (PolicyText text : choice.items()) {
            @Nullable Glob glob = text.glob(question.keys()).orElse(null);
            if (glob == null) {
                unknown = true;
            } else if (glob.matches(question.resource())) {
                return !choice.excluded();
            }
        }
        // An exception that cannot be read, for want of a variable, must not open what it meant to close.
        return choice.excluded() && !(unknown && effect == Effect.ALLOW);
    }

    private Match matchPrincipal(Asker asker) {
        Choice<PrincipalPattern> choice = principals.orElse(null);
        if (choice == null) {
            return Match.DIRECT;
        }
        Match closest = Match.NONE;
        for (PrincipalPattern pattern : choice.items()) {
            Match match = pattern.match(asker);
            closest = match.compareTo(closest) > 0 ? match : closest;
        }
        if (choice.excluded()) {
            return closest == Match.NONE ? Match.DIRECT : Match.NONE;
        }
        return closest;
    }
}
