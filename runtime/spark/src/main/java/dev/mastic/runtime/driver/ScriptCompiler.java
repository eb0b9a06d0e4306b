package dev.mastic.runtime.driver;

import java.nio.file.Path;
import java.util.List;

/** Turns the source of a script into classes. Who does it is found by {@link java.util.ServiceLoader}. */
public interface ScriptCompiler {

    /**
     * Compiles one file.
     *
     * @param classPath what the script may use
     * @param jar where the classes go
     * @throws ScriptNotCompiled the script is wrong
     */
    void compile(Path source, List<Path> classPath, Path jar);
}
