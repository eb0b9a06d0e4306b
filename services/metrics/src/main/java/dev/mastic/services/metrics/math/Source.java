package dev.mastic.services.metrics.math;

import java.util.List;

/** What an expression can refer to. */
public interface Source {
    /**
     * What another query of the request comes to.
     *
     * @throws MathException when there is none of that id
     */
    Value query(String id);

    /** The metrics of the request, not its expressions, whose ids contain a text; an empty one stands for all. */
    List<Series> metrics(String part);

    /** The series of all metrics that a search finds. */
    List<Series> search(Search search, String statistic, int periodSeconds);

    /** The time that is asked for: start and end in epoch seconds, the end is not part of it. */
    Range range();

    /** A time. */
    record Range(long startSeconds, long endSeconds) {}
}
