package dev.mastic.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fetches what a run needs into a directory of its own.
 *
 * <p>Names come from keys in the lake, which anybody may choose: each is checked to be one plain name before it becomes a
 * path.
 */
final class Staging {
    private static final long SCRIPT_BYTES_MAX = 16L << 20;
    private static final long FILE_BYTES_MAX = 2L << 30;
    private static final int FILES_MAX = 1_000;
    private static final String MODULES = "modules";

    private final Lake lake;
    private final JobKey job;
    private final RoleSession session;
    private final Path root;
    private int modules;

    Staging(Lake lake, JobKey job, RoleSession session, Path root) {
        this.lake = lake;
        this.job = job;
        this.session = session;
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Fetches the script, or the jar that stands in its place; returns its path. */
    String script(String location) {
        long bytesMax = location.endsWith(".jar") ? FILE_BYTES_MAX : SCRIPT_BYTES_MAX;
        return fetch(location, "script/" + nameOf(location), bytesMax);
    }

    /** Fetches what is to be importable; returns what goes on {@code sys.path}. */
    List<String> pyFiles(String locations) {
        List<String> paths = new ArrayList<>();
        int number = 0;
        for (String location : split(locations)) {
            String name = nameOf(location);
            // A module is imported from the directory it is in, a package from the archive itself.
            boolean module = name.endsWith(".py");
            String directory = module ? MODULES : "packages/" + number++;
            String path = fetch(location, directory + "/" + name, FILE_BYTES_MAX);
            if (!module) {
                paths.add(path);
            } else if (!paths.contains(MODULES)) {
                paths.add(MODULES);
            }
        }
        return paths;
    }

    /** Fetches what pip is to install. */
    String module(String location) {
        return fetch(location, "wheels/" + modules++ + "/" + nameOf(location), FILE_BYTES_MAX);
    }

    List<String> jars(String locations) {
        List<String> paths = new ArrayList<>();
        for (String location : split(locations)) {
            paths.add(fetch(location, "jars/" + paths.size() + "/" + nameOf(location), FILE_BYTES_MAX));
        }
        return paths;
    }

    /** Fetches files and whole prefixes into the working directory. */
    void extraFiles(String locations) {
        for (String location : split(locations)) {
            if (!location.endsWith("/")) {
                fetch(location, RunPlan.WORKING_DIRECTORY + "/" + nameOf(location), FILE_BYTES_MAX);
                continue;
            }
            for (String found : lake.list(session, job, location, FILES_MAX)) {
                String relative = found.substring(location.length());
                if (!relative.isEmpty() && !relative.endsWith("/")) {
                    fetch(found, RunPlan.WORKING_DIRECTORY + "/" + checked(relative, found), FILE_BYTES_MAX);
                }
            }
        }
    }

    void makeWorkingDirectory() {
        makeDirectories(root.resolve(RunPlan.WORKING_DIRECTORY));
    }

    static List<String> split(String locations) {
        return Arrays.stream(locations.split(",", -1))
                .map(String::strip)
                // Hadoop's names for the same place.
                .map(location -> location.replaceFirst("^s3[an]://", "s3://"))
                .filter(location -> !location.isEmpty())
                .toList();
    }

    private String fetch(String location, String path, long bytesMax) {
        makeDirectories(root.resolve(path.substring(0, path.lastIndexOf('/'))));
        lake.fetch(session, job, location, root.resolve(path), bytesMax);
        return path;
    }

    private static String nameOf(String location) {
        return checked(location.substring(location.lastIndexOf('/') + 1), location);
    }

    private static String checked(String relative, String location) {
        for (String name : relative.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                throw new RunFailure(Fault.CALLER, "%s: the key does not end in a name that a file can have", location);
            }
        }
        return relative;
    }

    private static void makeDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
