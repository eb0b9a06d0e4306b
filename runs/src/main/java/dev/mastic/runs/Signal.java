package dev.mastic.runs;

/** Wakes a loop before its period is over. Losing one costs time and nothing else. */
@FunctionalInterface
public interface Signal {
    Signal NONE = () -> {};

    void raise();
}
