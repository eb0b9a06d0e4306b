package dev.mastic.services.crawlers.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The files of a folder: how many, how large, and those that are looked at. */
final class FileSet {
    private static final int ALL_MAX = 16;

    private final List<LakeFile> first = new ArrayList<>();
    // Of a folder with many files the last of every kind stands for the rest.
    private final Map<String, LakeFile> last = new LinkedHashMap<>();
    private int count;
    private long bytes;

    void add(LakeFile file) {
        count++;
        bytes += file.size();
        if (first.size() < ALL_MAX) {
            first.add(file);
        } else if (last.size() < ALL_MAX || last.containsKey(file.extension())) {
            last.put(file.extension(), file);
        }
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** The files to look at. */
    List<LakeFile> sample(OptionalInt size) {
        if (size.isPresent()) {
            List<LakeFile> all = new ArrayList<>(first);
            all.addAll(last.values());
            return all.subList(0, Math.min(all.size(), size.orElseThrow()));
        }
        if (last.isEmpty()) {
            return List.copyOf(first);
        }
        Map<String, LakeFile> each = new LinkedHashMap<>();
        first.forEach(file -> each.putIfAbsent(file.extension(), file));
        List<LakeFile> sample = new ArrayList<>(each.values());
        sample.addAll(last.values());
        return sample;
    }
}
