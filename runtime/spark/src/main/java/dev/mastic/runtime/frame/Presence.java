package dev.mastic.runtime.frame;

/** Whether the records of a frame always hold a position, and whether they were seen to hold null there. */
public enum Presence {
    /** Every record has the field, with a value. */
    ALWAYS(false, false),
    /** Every record has the field, some of them with null. */
    NULLABLE(true, false),
    /** Some records lack the field, none has null. */
    OPTIONAL(false, true),
    /** Some records lack the field, others have null: a null of the column does not say which. */
    UNCERTAIN(true, true);

    private final boolean nullSeen;
    private final boolean missing;

    Presence(boolean nullSeen, boolean missing) {
        this.nullSeen = nullSeen;
        this.missing = missing;
    }

    public boolean nullSeen() {
        return nullSeen;
    }

    public boolean missing() {
        return missing;
    }

    Presence or(Presence other) {
        return of(nullSeen || other.nullSeen, missing || other.missing);
    }

    /** The presence that these two observations make. */
    public static Presence of(boolean nullSeen, boolean missing) {
        if (nullSeen) {
            return missing ? UNCERTAIN : NULLABLE;
        }
        return missing ? OPTIONAL : ALWAYS;
    }
}
