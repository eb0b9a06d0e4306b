package dev.mastic.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A write that waits for its turn, and what became of it. Guarded by the lock of the writer. */
final class Write<T> {
    private final Function<Handle, T> work;
    private State state = State.WAITING;
    private @Nullable T answer;
    private @Nullable Throwable failure;

    private enum State {
        WAITING,
        DONE
    }

    Write(Function<Handle, T> work) {
        this.work = work;
    }

    void doWork(Handle handle) {
        answer = work.apply(handle);
    }

    /** It is on disk; unless it failed before, alone. */
    void succeed() {
        state = State.DONE;
    }

    void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        state = State.DONE;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** What the work answered; throws what it threw. */
    @SuppressWarnings("NullAway") // Work that may answer null is typed so by its caller.
    T result() {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return answer;
    }
}
