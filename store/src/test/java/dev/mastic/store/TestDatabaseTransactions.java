package dev.mastic.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDatabaseTransactions {
    @TempDir
    private Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("notes.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWriteThatThrowsLeavesNoTrace() {
        assertThatThrownBy(() -> database.update(handle -> {
                    note(handle, "lost");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void aWriteInsideAWriteCommitsWithIt() {
        assertThatThrownBy(() -> database.update(outer -> {
                    database.update(inner -> note(inner, "inner"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(notes()).isEmpty();

        database.update(outer -> database.update(inner -> note(inner, "inner")));
        assertThat(notes()).containsExactly("inner");
    }

    @Test
    void aReadInsideAWriteSeesItsChanges() {
        database.update(handle -> {
            note(handle, "new");
            assertThat(notes()).containsExactly("new");
        });
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        database.update(handle -> note(handle, "kept"));
        database.close();
        open();
        assertThat(notes()).containsExactly("kept");
    }

    @Test
    void writesThatWaitTogetherAreDoneInOneGoAndFailAlone() throws Exception {
        int writers = 20;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            Future<?> first = threads.submit(() -> database.update(handle -> {
                begun.countDown();
                await(go);
            }));
            await(begun);
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int number = i;
                others.add(threads.submit(() -> database.update(handle -> {
                    note(handle, "note " + number);
                    workers.add(Thread.currentThread());
                    if (number % 2 == 1) {
                        throw new IllegalArgumentException("no " + number);
                    }
                })));
            }
            while (database.waitingWrites() < writers) {
                Thread.onSpinWait();
            }
            go.countDown();
            first.get();
            for (int i = 0; i < writers; i++) {
                Future<?> other = others.get(i);
                if (i % 2 == 0) {
                    other.get();
                } else {
                    assertThatThrownBy(other::get).hasRootCauseMessage("no " + i);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(workers).hasSize(1);
        assertThat(notes()).hasSize(writers / 2).allMatch(text -> text.matches("note \\d*[02468]"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> notes() {
        return database.read(handle -> handle.createQuery("SELECT text FROM note ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static void note(Handle handle, String text) {
        handle.execute("INSERT INTO note (text) VALUES (?)", text);
    }
}
