package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.mastic.aws.RequestBody;
import dev.mastic.store.Failpoints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class TestCrashes {
    @TempDir
    private Path directory;

    private TestLake lake;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage.shelf-opened", "storage.blob-synced", "storage.row-committed"})
    void aCrashInTheMiddleOfAPutLeavesTheOldOrTheNewAndNoOrphan(String point) {
        lake.put("a", "old");
        lake.restart(dyingAt(point));

        assertThatThrownBy(() -> lake.put("a", "new")).isInstanceOf(Death.class);
        lake.restart(Failpoints.NONE);

        String expected = point.equals("storage.row-committed") ? "new" : "old";
        assertThat(lake.get("a")).isEqualTo(expected);
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isEqualTo(1);
        lake.put("a", "after");
        assertThat(lake.get("a")).isEqualTo("after");
    }

    @Test
    void aCrashWhileFilesAreRemovedRemovesThemLater() {
        lake.put("a", "old");
        lake.put("a", "new");
        lake.restart(dyingAt("storage.files-removed"));
        assertThatThrownBy(() -> lake.sweeper().tick()).isInstanceOf(Death.class);
        lake.restart(Failpoints.NONE);

        assertThat(lake.sweeper().tick()).isEqualTo(1);
        assertThat(lake.sweeper().tick()).isZero();
        assertThat(lake.get("a")).isEqualTo("new");
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[300_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });
        RequestBody body = new RequestBody(broken, OptionalLong.of(1 << 20));
        assertThatThrownBy(() -> lake.objects()
                        .putObject(
                                ROOT,
                                PutObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key("a")
                                        .build(),
                                body))
                .hasMessageContaining("number of bytes");
        assertThat(lake.fileCount()).isZero();
    }

    @Test
    void oneDirectoryDoesNotTakeAllFiles() throws Exception {
        Shelf shelf = new Shelf("0000", directory);
        AtomicInteger taken = new AtomicInteger();
        while (!shelf.isFull()) {
            shelf.take();
            taken.incrementAndGet();
        }
        assertThat(taken).hasValue(4_096);
        for (int i = 1; i < taken.get(); i++) {
            assertThat(shelf.settle()).isFalse();
        }
        assertThat(shelf.settle()).isTrue();
    }

    @Test
    void manyWritersOfOneKeyLeaveOneFile() throws Exception {
        Thread[] writers = Stream.of("a", "b", "c", "d")
                .map(name -> new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        lake.put("key", name + i);
                        assertThat(lake.get("key")).isNotEmpty();
                        lake.sweeper().tick();
                    }
                }))
                .toArray(Thread[]::new);
        AtomicInteger failures = new AtomicInteger();
        for (Thread writer : writers) {
            writer.setUncaughtExceptionHandler((thread, failure) -> failures.incrementAndGet());
            writer.start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        lake.sweeper().tick();
        assertThat(failures).hasValue(0);
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    /** What passes through memory on the way is bounded: the test's own payload is made as it is read. */
    @Test
    void aLargeObjectNeedsNoMemory() throws Exception {
        long size = 200L << 20;
        InputStream payload = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                Arrays.fill(bytes, offset, offset + count, (byte) left);
                return count == 0 ? -1 : count;
            }
        };
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        lake.objects()
                .putObject(
                        ROOT,
                        PutObjectRequest.builder().bucket(BUCKET).key("large").build(),
                        new RequestBody(payload, OptionalLong.of(size)));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
    }

    @Test
    void anOrphanOfATornWriteIsSweptAtStart() throws Exception {
        lake.put("a", "kept");
        String kept = lake.onlyFile().getFileName().toString();
        String orphan = kept.substring(0, 4) + "f".repeat(28);
        Files.copy(new ByteArrayInputStream(new byte[10]), lake.onlyFile().resolveSibling(orphan));
        lake.restart(Failpoints.NONE);
        assertThat(lake.fileCount()).isEqualTo(1);
        assertThat(lake.get("a")).isEqualTo("kept");
    }

    private static Failpoints dyingAt(String point) {
        return reached -> {
            if (reached.equals(point)) {
                throw new Death();
            }
        };
    }

    /** The process is gone: nothing may count on what would run after it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
