package dev.mastic.services.catalog.expression;

import java.util.Collection;
import java.util.Optional;

/** SQL's three truth values. */
public enum Truth {
    TRUE,
    FALSE,
    /** What a comparison with NULL is. */
    UNKNOWN;

    /** The outcome of a comparison; nothing when there was nothing to compare. */
    static Truth of(Optional<Boolean> outcome) {
        return outcome.map(truth -> truth ? TRUE : FALSE).orElse(UNKNOWN);
    }

    static Truth allOf(Collection<Truth> parts) {
        if (parts.contains(FALSE)) {
            return FALSE;
        }
        return parts.contains(UNKNOWN) ? UNKNOWN : TRUE;
    }

    static Truth anyOf(Collection<Truth> parts) {
        if (parts.contains(TRUE)) {
            return TRUE;
        }
        return parts.contains(UNKNOWN) ? UNKNOWN : FALSE;
    }

    Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
