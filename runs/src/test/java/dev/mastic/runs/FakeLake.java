package dev.mastic.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A lake with a few objects, open to everyone. */
final class FakeLake implements Lake {
    private final Map<String, String> objects = new TreeMap<>(Map.of("s3://bucket/job.py", "print(1)"));

    FakeLake with(String location, String content) {
        objects.put(location, content);
        return this;
    }

    @Override
    public void fetch(RoleSession session, JobKey job, String location, Path target, long bytesMax) {
        String content = objects.get(location);
        if (content == null) {
            throw new RunFailure(Fault.CALLER, "%s does not exist", location);
        }
        try {
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> list(RoleSession session, JobKey job, String prefix, int max) {
        return objects.keySet().stream()
                .filter(location -> location.startsWith(prefix))
                .toList();
    }
}
