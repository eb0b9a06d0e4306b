package dev.mastic.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the program says to the person who started it, as opposed to its log. */
final class Console {
    private Console() {}

    static void line(String text) {
        stream(FileDescriptor.out).println(text);
    }

    static void error(String text) {
        stream(FileDescriptor.err).println(text);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
