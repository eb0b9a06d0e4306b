package dev.mastic.store;

/**
 * Named points between two durable steps, where a test may let the process die.
 *
 * <p>In production {@link #NONE} is wired and a point costs a call.
 */
@FunctionalInterface
public interface Failpoints {
    Failpoints NONE = point -> {};

    /** Passes the point, or never returns. Names read like {@code runs.claimed}. */
    void reach(String point);
}
