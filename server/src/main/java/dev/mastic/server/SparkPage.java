package dev.mastic.server;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.AwsService;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import dev.mastic.aws.sigv4.SignatureVerifier;
import dev.mastic.runs.EventLogs;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.Observation;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.history.EventLogReader;
import dev.mastic.runs.history.HistoryPage;
import dev.mastic.services.storage.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows what Spark does, or did, in a run, to those who may see the run: the request is signed like one for Glue, most often in the
 * address, and the signer needs {@code glue:GetJobRun} on the job.
 */
final class SparkPage implements HttpEdge.Page {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PIECES_MAX = 5_000;
    private static final long PIECE_BYTES_MAX = 16L << 20;
    private static final Pattern PIECE = Pattern.compile(".*/eventlog_v2_[^/]+/events_(\\d{1,9})_[^/]+");

    private final SignatureVerifier verifier;
    private final Authorizer authorizer;
    private final RunQueue runs;
    private final Function<Run, Optional<Path>> directories;
    private final ObjectReader lake;
    private final Function<Run, Caller> roles;
    private final Clock clock;

    /**
     * @param directories where a run's driver writes, as long as it has one
     * @param roles a run's role as a caller
     */
    SparkPage(
            SignatureVerifier verifier,
            Authorizer authorizer,
            RunQueue runs,
            Function<Run, Optional<Path>> directories,
            ObjectReader lake,
            Function<Run, Caller> roles,
            Clock clock) {
        this.verifier = verifier;
        this.authorizer = authorizer;
        this.runs = runs;
        this.directories = directories;
        this.lake = lake;
        this.roles = roles;
        this.clock = clock;
    }

    @Override
    public WireResponse answer(WireRequest request) throws IOException {
        try {
            return html(OK, page(request));
        } catch (ServiceException refusal) {
            int status = refusal.code() == ErrorCode.ENTITY_NOT_FOUND ? NOT_FOUND : FORBIDDEN;
            return html(status, refused(refusal.message()));
        } catch (RunFailure refusal) {
            return html(FORBIDDEN, refused(refusal.message()));
        }
    }

    private String page(WireRequest request) throws IOException {
        FormFields fields = FormFields.parse(request.rawQuery());
        String job = fields.first("job").orElse("");
        SignatureVerifier.Verified verified = verifier.verifyStream(request, AwsService.GLUE);
        Caller caller = new Caller(
                verified.credential().principal(),
                verified.region(),
                "spark-page",
                request.sourceAddress(),
                request.secure());
        authorizer.authorize(caller, new Access("glue:GetJobRun", caller.arn("glue", "job/" + job)));
        Run run = runs.find(
                        new JobKey(caller.accountId(), caller.region(), job),
                        fields.first("run").orElse(""))
                .orElseThrow(() -> notFound("The job has no such run."));
        EventLogReader reader = new EventLogReader();
        if (!readLive(run, reader) && !readKept(run, reader)) {
            throw notFound("The run has no event log. One is written with --enable-spark-ui true and"
                    + " --spark-event-logs-path, once Spark has started.");
        }
        return HistoryPage.of(
                reader.history(),
                new HistoryPage.Subject(job, run.id(), run.state().name(), clock.instant()));
    }

    /** What the driver has written up to now; a script that made several contexts is seen by its last one. */
    private boolean readLive(Run run, EventLogReader reader) throws IOException {
        List<Path> logs = directories.apply(run).map(EventLogs::logsOf).orElse(List.of());
        if (logs.isEmpty()) {
            return false;
        }
        try (InputStream log = Files.newInputStream(logs.get(logs.size() - 1), LinkOption.NOFOLLOW_LINKS)) {
            reader.read(log);
            return true;
        } catch (IOException renamed) {
            // Its driver has just ended: what was kept tells the same.
            return false;
        }
    }

    /** What is in the lake, read with the run's role. */
    private boolean readKept(Run run, EventLogReader reader) throws IOException {
        if (Observation.eventLogPath(run).isEmpty()) {
            return false;
        }
        Caller role = RunPorts.outsideTransaction(roles.apply(run));
        RunPorts.Location folder = RunPorts.Location.of(EventLogs.folder(run, 0));
        List<String> pieces = lake.list(role, folder.bucket(), folder.key(), PIECES_MAX).stream()
                .filter(key -> number(key) > 0)
                .sorted(Comparator.comparingInt(SparkPage::number))
                .toList();
        Path copy = Files.createTempFile("event-log", "");
        try {
            for (String key : pieces) {
                lake.copyTo(role, folder.bucket(), key, copy, PIECE_BYTES_MAX);
                try (InputStream piece = Files.newInputStream(copy)) {
                    reader.read(piece);
                }
            }
        } finally {
            Files.delete(copy);
        }
        return !pieces.isEmpty();
    }

    private static int number(String key) {
        Matcher piece = PIECE.matcher(key);
        return piece.matches() ? Integer.parseInt(piece.group(1)) : 0;
    }

    private static ServiceException notFound(String message) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "%s", message);
    }

    private static String refused(String message) {
        String escaped = message.replace("&", "&amp;").replace("<", "&lt;");
        return "<!doctype html><meta charset=utf-8><title>Spark</title><p>" + escaped + "</p>";
    }

    private static WireResponse html(int status, String page) {
        Map<String, String> headers = Map.of(
                "Content-Type", "text/html; charset=utf-8",
                "Content-Security-Policy", HistoryPage.CONTENT_SECURITY_POLICY,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store");
        return WireResponse.of(status, headers, page.getBytes(StandardCharsets.UTF_8));
    }
}
