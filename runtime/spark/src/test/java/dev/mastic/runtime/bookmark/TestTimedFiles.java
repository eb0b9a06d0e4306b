package dev.mastic.runtime.bookmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runtime.bookmark.FileBookmark.Band;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files outside the lake: only their times tell them apart. */
class TestTimedFiles {
    private static final Map<String, @Nullable String> ENABLE = Map.of("job_bookmark_option", "job-bookmark-enable");

    /** Long ago, so that no clock matters. */
    private static final long START = 1_700_000_000_000L;

    private final TreeMap<String, FileStatus> files = new TreeMap<>();

    TestTimedFiles() {
        Bookmarks.connect(new MemoryLake(), Map.of());
    }

    @AfterEach
    void reset() {
        Bookmarks.reset();
    }

    @Test
    void filesOfOneTimeAreToldApart() {
        put("a", 0, 1);
        assertThat(run(Band.DEFAULT)).containsExactly("a");
        put("b", 0, 1);
        assertThat(run(Band.DEFAULT)).containsExactly("b");
        assertThat(run(Band.DEFAULT)).isEmpty();
    }

    @Test
    void aLateFileIsReadWhenItIsNotTooLate() {
        put("a", 1_000_000, 1);
        run(Band.DEFAULT);
        put("late", 1_000_000 - 899_000, 1);
        put("too-late", 1_000_000 - 901_000, 1);
        assertThat(run(Band.DEFAULT)).containsExactly("late");
    }

    @Test
    void anOverwrittenFileIsReadAgain() {
        put("a", 0, 1);
        run(Band.DEFAULT);
        put("a", 0, 2);
        assertThat(run(Band.DEFAULT)).containsExactly("a");
        put("a", 5_000_000, 2);
        assertThat(run(Band.DEFAULT)).containsExactly("a");
    }

    @Test
    void tooManyYoungFilesAreReadByAndBy() {
        Band two = new Band(900_000, 2);
        for (String name : List.of("a", "b", "c", "d", "e")) {
            put(name, 0, 1);
        }
        assertThat(run(two)).containsExactly("a", "b");
        assertThat(run(two)).containsExactly("c", "d");
        assertThat(run(two)).containsExactly("e");
        assertThat(run(two)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyFileIsReadOnce(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> counted = new HashMap<>();
        Band band = new Band(10_000, 3);
        long now = 0;
        int number = 0;
        for (int step = 0; step < 200; step++) {
            now += random.nextInt(3) * 1_000L;
            put("f" + number++, now - random.nextInt(9) * 1_000L, 1);
            if (random.nextInt(3) == 0) {
                run(band).forEach(name -> counted.merge(name, 1, Integer::sum));
            }
        }
        for (List<String> more = run(band); !more.isEmpty(); more = run(band)) {
            more.forEach(name -> counted.merge(name, 1, Integer::sum));
        }
        assertThat(counted).as("seed %d", seed).hasSize(number);
        assertThat(counted.values()).as("seed %d", seed).containsOnly(1);
    }

    private void put(String name, long at, long length) {
        files.put(name, new FileStatus(length, false, 1, 1, START + at, new Path("file:/in/" + name)));
    }

    private List<String> run(Band band) {
        Bookmarks.begin(ENABLE);
        FileBookmark bookmark = Bookmarks.current().files("orders", band, new Configuration(false));
        List<FileStatus> fresh = bookmark.fresh(List.of(new Path("file:/in")), List.copyOf(files.values()));
        bookmark.read(fresh);
        Bookmarks.current().commit();
        return fresh.stream().map(file -> file.getPath().getName()).toList();
    }
}
