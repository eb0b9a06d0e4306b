package dev.mastic.runs.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * What drivers of this machine are started with.
 *
 * @param home holds the files {@code classpath} and {@code jvm.options}
 * @param directories where driver directories are made
 * @param java the command of a Java 17
 * @param python the absolute path of a Python 3.11 with Spark's package
 * @param pythonPath directories with {@code awsglue} and the driver's Python half
 * @param heap the largest heap, e.g. {@code 1g}
 * @param cores tasks at once; 0 for as many as the machine has cores
 * @param endpoint the server's base address, e.g. {@code http://127.0.0.1:4566}
 * @param path the {@code PATH} of drivers
 * @param isolation what keeps them from the rest of the machine
 */
public record DriverSettings(
        Path home,
        Path directories,
        String java,
        String python,
        List<String> pythonPath,
        String heap,
        int cores,
        String endpoint,
        String path,
        Isolation isolation) {
    public DriverSettings {
        requireNonNull(home, "home");
        requireNonNull(directories, "directories");
        requireNonNull(java, "java");
        requireNonNull(python, "python");
        pythonPath = List.copyOf(pythonPath);
        requireNonNull(heap, "heap");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(path, "path");
        requireNonNull(isolation, "isolation");
    }
}
