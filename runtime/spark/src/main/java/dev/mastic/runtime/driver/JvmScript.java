package dev.mastic.runtime.driver;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.util.MutableURLClassLoader;
import org.jspecify.annotations.Nullable;

/** A script of Scala, or a jar that is ready, which runs in this JVM. */
final class JvmScript {
    private final RunRequest request;
    private final MutableURLClassLoader classes;
    private final Function<Throwable, RootCause> rootCause;

    /**
     * The script of a run.
     *
     * @param classes what the script's own classes are added to
     * @param rootCause the one cause worth telling in what the script threw
     */
    JvmScript(RunRequest request, MutableURLClassLoader classes, Function<Throwable, RootCause> rootCause) {
        this.request = request;
        this.classes = classes;
        this.rootCause = rootCause;
    }

    /**
     * Makes the script's classes loadable, and finds its entry.
     *
     * @throws ScriptNotCompiled the script is wrong
     */
    Method prepare() throws IOException, ReflectiveOperationException {
        boolean ready = request.script().toString().endsWith(".jar");
        classes.addURL((ready ? request.script() : compiled()).toUri().toURL());
        Class<?> type;
        try {
            type = Class.forName(request.mainClass(), true, classes);
        } catch (ClassNotFoundException missing) {
            // Without its cause, which says less.
            throw new ClassNotFoundException("%s is not in %s (the parameter --class names the object with main)"
                    .formatted(request.mainClass(), request.script().getFileName()));
        }
        Method main = type.getMethod("main", String[].class);
        if (!Modifier.isStatic(main.getModifiers())) {
            throw new NoSuchMethodException(
                    request.mainClass() + " is a class, so its main cannot be called (expected: an object with main)");
        }
        return main;
    }

    private Path compiled() throws IOException {
        ScriptCompiler compiler = ServiceLoader.load(ScriptCompiler.class, classes)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no compiler is on the driver's class path"));
        List<Path> jars = request.jars().stream().map(Path::of).toList();
        List<Path> ours = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .filter(entry -> !jars.contains(entry))
                .toList();
        return new CompiledScripts(request.compiledScripts(), compiler).of(request.script(), ours, jars);
    }

    /** Runs the script to its end, if it does not end the process itself. */
    ScriptEnd run(Method main) {
        try {
            main.invoke(null, (Object) request.arguments().toArray(String[]::new));
            return ScriptEnd.SUCCESS;
        } catch (InvocationTargetException thrown) {
            return ended(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (IllegalAccessException e) {
            return ended(e);
        }
    }

    /** How a script ended that threw something, which is printed as a JVM prints it. */
    ScriptEnd ended(Throwable thrown) {
        if (thrown instanceof ScriptNotCompiled wrong) {
            System.err.println(wrong.report());
            return ScriptEnd.failed("CompilationError: " + wrong.getMessage(), "CompilationError", wrong.line());
        }
        withoutOurFrames(thrown);
        thrown.printStackTrace();
        RootCause cause = rootCause.apply(thrown);
        int line = line(thrown);
        String place = line > 0 ? " (" + request.script().getFileName() + ":" + line + ")" : "";
        return ScriptEnd.failed(cause + place, cause.type(), line);
    }

    /** The trace begins, read from below, with the script's main. */
    private static void withoutOurFrames(Throwable thrown) {
        List<StackTraceElement> frames = List.of(thrown.getStackTrace());
        int ours = frames.stream().map(StackTraceElement::getClassName).toList().indexOf(JvmScript.class.getName());
        int reflection = ours;
        while (reflection > 0 && frames.get(reflection - 1).getClassName().contains(".reflect.")) {
            reflection--;
        }
        if (reflection > 0) {
            thrown.setStackTrace(frames.subList(0, reflection).toArray(StackTraceElement[]::new));
        }
    }

    /** The script's own line: the innermost of its frames, however deep in a library the error arose; 0 when there is none. */
    private int line(@Nullable Throwable thrown) {
        if (thrown == null) {
            return 0;
        }
        String file = String.valueOf(request.script().getFileName());
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> file.equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElseGet(() -> thrown.getCause() == thrown ? 0 : line(thrown.getCause()));
    }
}
