package dev.mastic.runtime.driver;

import static java.util.Objects.requireNonNull;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Standard output and standard error of this process, which can be pointed elsewhere under the feet of those who hold them:
 * Scala's {@code println} keeps the stream that it found first.
 */
final class ScriptStreams {
    private static final String CONSOLE = "console";

    private final Switch out = new Switch(System.out);
    private final Switch err = new Switch(System.err);

    /** Puts itself in front of the two streams. */
    static ScriptStreams install() {
        ScriptStreams streams = new ScriptStreams();
        System.setOut(new PrintStream(streams.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(streams.err, true, StandardCharsets.UTF_8));
        return streams;
    }

    /** From here on all that is printed is of the driver itself. */
    void pointBothAt(OutputStream system) {
        out.target(system);
        err.target(system);
    }

    /** From here on what is printed is the script's; the log goes where the driver itself has to say something. */
    void giveToScript(OutputStream stdout, OutputStream stderr, OutputStream system) {
        logInto(system);
        out.target(stdout);
        err.target(stderr);
    }

    /** From here on the log is written by another pattern, to wherever standard error points. */
    void logAs(String pattern) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        ConsoleAppender appender = ConsoleAppender.newBuilder()
                .setName(CONSOLE)
                .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
                .setFollow(true)
                .setLayout(PatternLayout.newBuilder()
                        .withPattern(pattern)
                        .withConfiguration(configuration)
                        .build())
                .setConfiguration(configuration)
                .build();
        appender.start();
        configuration.getRootLogger().removeAppender(CONSOLE);
        configuration.getRootLogger().addAppender(appender, null, null);
        configuration.addAppender(appender);
        context.updateLoggers();
    }

    /** From here on the log has the messages of little weight, too. */
    void logEveryMessage() {
        Configurator.setRootLevel(Level.INFO);
    }

    private static void logInto(OutputStream system) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configuration configuration = context.getConfiguration();
        Appender shown = requireNonNull(
                configuration.getRootLogger().getAppenders().get(CONSOLE), "the configuration has no console");
        OutputStreamAppender appender = OutputStreamAppender.newBuilder()
                .setName("system")
                .setTarget(system)
                .setLayout(shown.getLayout())
                .setConfiguration(configuration)
                .build();
        appender.start();
        configuration.getRootLogger().addAppender(appender, null, null);
        configuration.getRootLogger().removeAppender(CONSOLE);
        context.updateLoggers();
    }

    private static final class Switch extends FilterOutputStream {
        Switch(OutputStream first) {
            super(first);
        }

        synchronized void target(OutputStream target) {
            out = target;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public synchronized void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            // A script that closes its output must not close the log.
            flush();
        }
    }
}
