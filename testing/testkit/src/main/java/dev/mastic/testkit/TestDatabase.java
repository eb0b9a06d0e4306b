package dev.mastic.testkit;

import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import dev.mastic.store.RandomIds;
import dev.mastic.store.SealingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;

/**
 * Databases that live as long as a test: of SQLite, or of the PostgreSQL server that the environment variable {@code
 * MASTIC_TEST_POSTGRESQL} names.
 */
public final class TestDatabase {
    private static final String SERVER = System.getenv("MASTIC_TEST_POSTGRESQL");

    private TestDatabase() {}

    /** A new, migrated database. */
    public static Database create() {
        return SERVER == null
                ? Database.open(file())
                : JdbcTestDatabases.of(SERVER).create();
    }

    /** A key that seals what a test keeps. */
    public static SealingKey sealingKey() {
        return new SealingKey(new byte[SealingKey.KEY_BYTES], new SecureRandom());
    }

    /** Ids that are the same in every run of a test. */
    public static Ids seededIds() {
        return new RandomIds(new Random(42));
    }

    private static Path file() {
        try {
            Path directory = Files.createTempDirectory("mastic-test");
            directory.toFile().deleteOnExit();
            return directory.resolve("mastic.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
