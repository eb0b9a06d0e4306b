package dev.mastic.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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

    private List<String> notes() {
        return database.read(handle -> handle.createQuery("SELECT text FROM note ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static void note(Handle handle, String text) {
        handle.execute("INSERT INTO note (text) VALUES (?)", text);
    }
}
