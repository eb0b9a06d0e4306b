package dev.mastic.runs;

import dev.mastic.store.Database;
import java.util.List;
import java.util.Optional;

/** Transactions of a lake without objects, in the database of the runs: a crash takes back what it takes back there. */
final class JdbcTestWrites implements StagedWrites {
    private final Database database;

    /** Why nothing can be published. */
    Optional<RunFailure> refusal = Optional.empty();

    JdbcTestWrites(Database database) {
        this.database = database;
    }

    @Override
    public void begin(String transaction) {
        database.update(handle -> handle.execute("INSERT INTO test_writes VALUES (?, 'open')", transaction));
    }

    @Override
    public void publish(String transaction) {
        refusal.ifPresent(failure -> {
            throw failure;
        });
        end(transaction, "published");
    }

    @Override
    public void discard(String transaction) {
        end(transaction, "discarded");
    }

    /** Ids of the transactions in a state, in order. */
    List<String> in(String state) {
        return database.read(handle -> handle.select("SELECT id FROM test_writes WHERE state = ? ORDER BY id", state)
                .mapTo(String.class)
                .list());
    }

    private void end(String transaction, String state) {
        database.update(handle ->
                handle.execute("UPDATE test_writes SET state = ? WHERE id = ? AND state = 'open'", state, transaction));
    }
}
