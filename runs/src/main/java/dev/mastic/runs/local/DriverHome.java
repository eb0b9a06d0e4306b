package dev.mastic.runs.local;

import dev.mastic.runs.Fault;
import dev.mastic.runs.LakeFormat;
import dev.mastic.runs.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was put together for drivers when this server was built: class path and JVM options. */
final class DriverHome {
    private static final Pattern SPARK_CORE = Pattern.compile("/spark-core_[0-9.]+-([0-9.]+)\\.jar");

    private final Path root;

    DriverHome(Path root) {
        this.root = root;
    }

    String classPath() {
        return read("classpath").strip();
    }

    List<String> options() {
        return read("jvm.options").lines().filter(line -> !line.isBlank()).toList();
    }

    /** The jars of a format of tables. They are large and few runs want them, so they may not have been fetched. */
    List<String> jars(LakeFormat format) {
        Path folder = root.resolve("datalake").resolve(format.folder());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new RunFailure(
                    Fault.PLATFORM,
                    "--datalake-formats %s: its jars have not been fetched (make datalake does it)",
                    format.folder());
        }
    }

    /** The version of the Spark that every run gets, whatever Glue version it names. */
    String sparkVersion() {
        Matcher jar = SPARK_CORE.matcher(classPath());
        return jar.find() ? jar.group(1) : "of an unknown version";
    }

    private String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new RunFailure(
                    Fault.PLATFORM, "No driver can be started: %s cannot be read (property driver.home)", name);
        }
    }
}
