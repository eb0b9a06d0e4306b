package dev.mastic.runtime.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The errors of a frame: for each stage that led to it the records that failed there. Nothing is computed until asked for. */
final class ErrorLedger {

    static final ErrorLedger EMPTY = new ErrorLedger(List.of());

    private record Entry(Stage stage, Optional<Frame> errors) {
        long count() {
            return errors.map(Frame::rowCount).orElse(0L);
        }
    }

    private final List<Entry> entries;

    private ErrorLedger(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    ErrorLedger and(Stage stage, Optional<Frame> errors) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(stage, errors));
        return new ErrorLedger(more);
    }

    /** The errors of two frames that become one. */
    ErrorLedger and(ErrorLedger other) {
        List<Entry> both = new ArrayList<>(entries);
        both.addAll(other.entries);
        return new ErrorLedger(both);
    }

    List<Frame> frames() {
        return entries.stream().flatMap(entry -> entry.errors().stream()).toList();
    }

    long total() {
        return entries.stream().mapToLong(Entry::count).sum();
    }

    long ofLastStage() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).count();
    }

    /** Refuses to go on when a stage has seen more errors than it tolerates; counts only when a stage has a limit. */
    void check() {
        if (entries.stream()
                .allMatch(entry ->
                        entry.stage().stageThreshold() == 0 && entry.stage().totalThreshold() == 0)) {
            return;
        }
        long total = 0;
        for (Entry entry : entries) {
            long errors = entry.count();
            total += errors;
            check("stageThreshold", entry.stage(), errors, entry.stage().stageThreshold());
            check("totalThreshold", entry.stage(), total, entry.stage().totalThreshold());
        }
    }

    private static void check(String name, Stage stage, long errors, long threshold) {
        if (threshold > 0 && errors > threshold) {
            throw new ErrorThresholdExceeded(name, threshold, errors, stage);
        }
    }
}
