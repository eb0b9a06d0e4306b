package dev.mastic.runtime.bookmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** A lake of one bucket and the bookmark of one job, in memory, with the promises that the server gives. */
final class MemoryLake implements BookmarkServer {
    static final String ENDPOINT = "http://lake";

    private final TreeMap<String, Version> objects = new TreeMap<>();
    private final TreeMap<String, Version> staged = new TreeMap<>();
    private final Map<String, Map<String, String>> history = new HashMap<>();
    private Map<String, String> states = Map.of();
    private long version = 1;
    private long position;
    private int made;

    /** One content of a key; the tag is its identity. */
    record Version(String key, long position, String tag) {}

    Version publish(String key) {
        Version made = new Version(key, ++position, "tag" + this.made++);
        objects.put(key, made);
        return made;
    }

    void stage(String key) {
        staged.put(key, new Version(key, -1, "tag" + made++));
    }

    void remove(String key) {
        objects.remove(key);
    }

    void discard() {
        staged.clear();
    }

    List<Version> published() {
        return List.copyOf(objects.values());
    }

    /** What a run that reads the file now finds in it. */
    Optional<Version> content(String key) {
        return Optional.ofNullable(staged.get(key)).or(() -> Optional.ofNullable(objects.get(key)));
    }

    List<FileStatus> list(String prefix) {
        TreeMap<String, Version> all = new TreeMap<>(objects);
        all.putAll(staged);
        List<FileStatus> found = new ArrayList<>();
        all.keySet().stream()
                .filter(key -> prefix.isEmpty() || key.startsWith(prefix + "/"))
                .forEach(key -> found.add(new FileStatus(1, false, 1, 1, 0, new Path("s3a://lake/" + key))));
        return found;
    }

    void remember(String run) {
        history.put(run, states);
    }

    @Override
    public Loaded load(Optional<String> from, Optional<String> to) {
        return new Loaded(version, states, from.map(history::get), to.map(history::get));
    }

    @Override
    public long commit(int number, long expected, Map<String, String> changed) {
        if (expected != version) {
            throw new BookmarkConflict("version mismatch");
        }
        staged.forEach((key, own) -> objects.put(key, new Version(key, position + 1, own.tag())));
        position += staged.isEmpty() ? 0 : 1;
        staged.clear();
        states = Map.copyOf(changed);
        return ++version;
    }

    @Override
    public String lake() {
        return ENDPOINT;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public List<Change> changes(String bucket, String prefix, long after) {
        List<Change> changes = new ArrayList<>();
        objects.values().stream()
                .filter(object -> object.key().startsWith(prefix) && object.position() > after)
                .filter(object -> !staged.containsKey(object.key()))
                .forEach(object -> changes.add(new Change(object.key(), Optional.of(object.position()), object.tag())));
        staged.values().stream()
                .filter(object -> object.key().startsWith(prefix))
                .forEach(object -> changes.add(new Change(object.key(), Optional.empty(), object.tag())));
        return changes;
    }
}
