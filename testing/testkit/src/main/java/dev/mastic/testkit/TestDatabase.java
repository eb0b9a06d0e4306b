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

/** Databases that live as long as a test. */
public final class TestDatabase {
    private TestDatabase() {}

    /** A new, migrated database in a directory of the system's for temporary files. */
    public static Database create() {
        try {
            Path directory = Files.createTempDirectory("mastic-test");
            directory.toFile().deleteOnExit();
            return Database.open(directory.resolve("mastic.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key that seals what a test keeps. */
    public static SealingKey sealingKey() {
        return new SealingKey(new byte[SealingKey.KEY_BYTES], new SecureRandom());
    }

    /** Ids that are the same in every run of a test. */
    public static Ids seededIds() {
        return new RandomIds(new Random(42));
    }
}
