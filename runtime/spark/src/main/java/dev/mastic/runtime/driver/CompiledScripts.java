package dev.mastic.runtime.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of scripts that were compiled before, by the content of the script and of what it was compiled against. The
 * directory belongs to those who may run as one role: what one of them leaves there, only they will run.
 */
final class CompiledScripts {
    private static final int SCRIPTS_MAX = 64;

    private final Path directory;
    private final ScriptCompiler compiler;

    CompiledScripts(Path directory, ScriptCompiler compiler) {
        this.directory = directory;
        this.compiler = compiler;
    }

    /** The jar with the script's classes, made now if need be. */
    Path of(Path source, List<Path> classPath, List<Path> jars) throws IOException {
        Files.createDirectories(directory);
        Path known = directory.resolve(key(source, classPath, jars) + ".jar");
        if (Files.exists(known)) {
            Files.setLastModifiedTime(known, FileTime.from(Instant.now()));
            return known;
        }
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(jars);
        Path half = Files.createTempFile(directory, "script", ".part.jar");
        try {
            compiler.compile(source, all, half);
            Files.move(half, known, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
        forgetOldest();
        return known;
    }

    /** The runtime's own jars are known by name, size and date; those of the run are new files each time, so their content counts. */
    private static String key(Path source, List<Path> classPath, List<Path> jars) throws IOException {
        MessageDigest digest = sha256();
        add(digest, source);
        digest.update(String.valueOf(source.getFileName()).getBytes(StandardCharsets.UTF_8));
        for (Path jar : jars) {
            add(digest, jar);
        }
        for (Path entry : classPath) {
            String identity = Files.isRegularFile(entry)
                    ? entry + " " + Files.size(entry) + " " + Files.getLastModifiedTime(entry)
                    : entry.toString();
            digest.update(identity.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        try (InputStream input = new DigestInputStream(Files.newInputStream(file), digest)) {
            input.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.filter(file -> !file.toString().endsWith(".part.jar"))
                    .sorted(Comparator.comparing(CompiledScripts::usedLast).reversed())
                    .toList();
        }
        for (Path old : all.subList(Math.min(SCRIPTS_MAX, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static FileTime usedLast(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException anotherRunDeletedIt) {
            return FileTime.fromMillis(0);
        }
    }
}
