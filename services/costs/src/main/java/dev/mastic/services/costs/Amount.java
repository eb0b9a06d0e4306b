package dev.mastic.services.costs;

/** So many DPU-hours, for so many dollars. */
record Amount(double dpuHours, double dollars) {
    static final Amount NOTHING = new Amount(0, 0);

    Amount plus(Amount other) {
        return new Amount(dpuHours + other.dpuHours, dollars + other.dollars);
    }

    Amount times(double share) {
        return new Amount(dpuHours * share, dollars * share);
    }
}
