package dev.mastic.runtime.bookmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runtime.bookmark.FileBookmark.Band;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestFileBookmark {
    private static final String CONTEXT = "orders";
    private static final Map<String, @Nullable String> ENABLE = Map.of("job_bookmark_option", "job-bookmark-enable");

    private final MemoryLake lake = new MemoryLake();
    private final Configuration hadoop = new Configuration(false);

    TestFileBookmark() {
        hadoop.set("fs.s3a.endpoint", MemoryLake.ENDPOINT);
        Bookmarks.connect(lake, Map.of());
    }

    @AfterEach
    void reset() {
        Bookmarks.reset();
    }

    @Test
    void aRunReadsWhatCameAfterTheLastCommit() {
        lake.publish("in/a");
        assertThat(run("in")).containsExactly("in/a");
        lake.publish("in/b");
        lake.publish("other/c");
        assertThat(run("in")).containsExactly("in/b");
        assertThat(run("in")).isEmpty();
    }

    @Test
    void aFileThatWasOverwrittenIsReadAgain() {
        lake.publish("in/a");
        lake.publish("in/b");
        run("in");
        lake.publish("in/a");
        assertThat(run("in")).containsExactly("in/a");
    }

    @Test
    void aRootThatWasNeverReadIsReadWhole() {
        lake.publish("in/day=1/a");
        lake.publish("in/day=2/b");
        assertThat(run("in/day=1")).containsExactly("in/day=1/a");
        assertThat(run("in")).containsExactly("in/day=2/b");
        assertThat(run("in/day=2")).isEmpty();
    }

    @Test
    void aWholeBucketIsRememberedToo() {
        lake.publish("in/a");
        assertThat(run("")).containsExactly("in/a");
        lake.publish("b");
        assertThat(run("")).containsExactly("b");
        assertThat(run("in")).isEmpty();
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadFailsTheCommit() {
        lake.publish("in/a");
        Bookmarks.begin(ENABLE);
        read("in");
        lake.publish("in/a");
        assertThatThrownBy(() -> Bookmarks.current().commit())
                .isInstanceOf(BookmarkConflict.class)
                .hasMessageContaining("s3://lake/in/a was replaced");
        assertThat(run("in")).containsExactly("in/a");
    }

    @Test
    void whatTheRunItselfWroteIsReadOnce() {
        Bookmarks.begin(ENABLE);
        lake.stage("in/mine");
        assertThat(names(read("in"))).containsExactly("in/mine");
        Bookmarks.current().commit();
        lake.publish("in/b");
        assertThat(run("in")).containsExactly("in/b");
        lake.publish("in/mine");
        assertThat(run("in")).containsExactly("in/mine");
    }

    @Test
    void aWindowIsReadAgainWithoutMovingTheBookmark() {
        for (int day = 1; day <= 3; day++) {
            lake.publish("in/" + day);
            run("in");
            lake.remember("jr_" + day);
        }
        lake.publish("in/4");
        Map<String, @Nullable String> pause = new HashMap<>();
        pause.put("job_bookmark_option", "job-bookmark-pause");
        Bookmarks.begin(pause);
        assertThat(names(read("in"))).containsExactly("in/4");
        Bookmarks.current().commit();
        pause.put("job_bookmark_from", "jr_1");
        pause.put("job_bookmark_to", "jr_3");
        Bookmarks.begin(pause);
        assertThat(names(read("in"))).containsExactly("in/2", "in/3");
        Bookmarks.current().commit();
        assertThat(run("in")).containsExactly("in/4");
    }

    @Test
    void aContextOfAWindowThatHadReadNothingReadsNothing() {
        lake.publish("in/a");
        lake.remember("jr_1");
        Map<String, @Nullable String> pause = Map.of(
                "job_bookmark_option", "job-bookmark-pause", "job_bookmark_from", "jr_1", "job_bookmark_to", "jr_1");
        Bookmarks.begin(pause);
        assertThat(Bookmarks.current().window(CONTEXT).isEmpty()).isTrue();
        assertThat(read("in")).isEmpty();
    }

    @Test
    void idsOfOneRunAreNotThoseOfAnother() {
        Bookmarks.begin(ENABLE);
        assertThat(Bookmarks.current().firstId("relations")).isEqualTo(1);
        assertThat(Bookmarks.current().firstId(""))
                .as("a context that nobody remembers")
                .isEqualTo(1);
        Bookmarks.begin(ENABLE);
        assertThat(Bookmarks.current().firstId("relations"))
                .as("the run before was not committed")
                .isEqualTo(1);
        Bookmarks.current().commit();
        assertThat(Bookmarks.current().firstId("relations")).isEqualTo((1L << 49) + 1);
        Bookmarks.reset();
        assertThat(Bookmarks.current().firstId("relations")).isEqualTo(1);
    }

    /** Rows are counted by the content they come from: every content at most once, those that stay exactly once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void manyRunsReadEveryContentOnce(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> counted = new HashMap<>();
        List<String> roots = List.of("in", "in/p=1", "in/p=2", "in/p=2/q=1", "in/p=3");
        for (int step = 0; step < 300; step++) {
            change(random);
            if (random.nextInt(3) == 0) {
                attempt(random, roots.get(random.nextInt(roots.size())), counted);
            }
        }
        Bookmarks.begin(ENABLE);
        count(names(read("in")), counted);
        Bookmarks.current().commit();
        Set<String> staying = new HashSet<>();
        lake.published().forEach(version -> staying.add(version.tag()));
        assertThat(counted).as("seed %d", seed).containsKeys(staying.toArray(String[]::new));
        assertThat(counted.values()).as("seed %d", seed).containsOnly(1);
    }

    private void change(Random random) {
        String key =
                "in/p=%d/%sf%d".formatted(1 + random.nextInt(3), random.nextBoolean() ? "q=1/" : "", random.nextInt(9));
        if (random.nextInt(8) == 0) {
            lake.remove(key);
        } else {
            lake.publish(key);
        }
    }

    /** One run, which may die anywhere, read only some of what is new, or meet writers while it reads. */
    private void attempt(Random random, String root, Map<String, Integer> counted) {
        Bookmarks.begin(ENABLE);
        Map<String, Integer> rows = new HashMap<>(counted);
        if (random.nextInt(4) == 0) {
            lake.stage("in/p=1/own" + random.nextInt(3));
        }
        FileBookmark files = Bookmarks.current().files(CONTEXT, Band.DEFAULT, hadoop);
        meet(random);
        List<FileStatus> found = lake.list(root);
        meet(random);
        List<FileStatus> fresh = new ArrayList<>(files.fresh(List.of(new Path("s3a://lake/" + root)), found));
        if (random.nextInt(3) == 0 && fresh.size() > 1) {
            fresh.subList(fresh.size() / 2, fresh.size()).clear();
        }
        files.read(fresh);
        meet(random);
        List<String> names = names(fresh);
        boolean gone = names.stream().anyMatch(key -> lake.content(key).isEmpty());
        if (gone || random.nextInt(4) == 0) {
            lake.discard();
            return;
        }
        count(names, rows);
        meet(random);
        try {
            Bookmarks.current().commit();
            counted.putAll(rows);
        } catch (BookmarkConflict replaced) {
            lake.discard();
        }
    }

    private void meet(Random random) {
        if (random.nextInt(4) == 0) {
            change(random);
        }
    }

    private void count(List<String> keys, Map<String, Integer> rows) {
        keys.forEach(key -> rows.merge(lake.content(key).orElseThrow().tag(), 1, Integer::sum));
    }

    private List<String> run(String root) {
        Bookmarks.begin(ENABLE);
        List<String> names = names(read(root));
        Bookmarks.current().commit();
        return names;
    }

    private List<FileStatus> read(String root) {
        FileBookmark files = Bookmarks.current().files(CONTEXT, Band.DEFAULT, hadoop);
        List<FileStatus> fresh = files.fresh(List.of(new Path("s3a://lake/" + root)), lake.list(root));
        files.read(fresh);
        return fresh;
    }

    private static List<String> names(List<FileStatus> files) {
        return files.stream()
                .map(file -> file.getPath().toUri().getPath().substring(1))
                .toList();
    }
}
