package dev.mastic.services.crawlers.crawl;

import java.util.Map;
import java.util.TreeMap;

/** A folder of the lake, with what is in it. */
final class Folder {
    private final String name;
    private final String path;
    private final Map<String, Folder> folders = new TreeMap<>();
    private final FileSet files = new FileSet();

    /**
     * Makes a folder.
     *
     * @param path the key of everything in it up to the slash, that included; empty for the bucket
     */
    Folder(String name, String path) {
        this.name = name;
        this.path = path;
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    Map<String, Folder> folders() {
        return folders;
    }

    FileSet files() {
        return files;
    }

    Folder child(String child) {
        return folders.computeIfAbsent(child, key -> new Folder(key, path + key + "/"));
    }
}
