package dev.mastic.runs.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A history as one page of HTML that needs nothing else: no script, no font, no picture from anywhere. */
public final class HistoryPage {
    /** What the page may load: nothing. Its own style is in it. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int ROWS_MAX = 1_000;
    private static final int BARS_MAX = 200;
    private static final double PERCENT = 100;
    private static final long KIBI = 1024;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /** A longest task of more than this many medians is worth a look. */
    private static final int SKEWED = 5;

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1d2433; --soft: #68718a; --line: #e3e6ee; --page: #f6f7fa; --card: #fff;
              --ok: #2f7d5b; --run: #3166c9; --bad: #c2362f; --warn: #a9690c; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e7eaf2; --soft: #98a1b8; --line: #2c3346; --page: #12151d;
              --card: #1a1f2b; --ok: #58b58a; --run: #7aa5f5; --bad: #ef7d76; --warn: #e2b060; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
            main { max-width: 1180px; margin: 0 auto; padding: 28px 24px 64px; }
            h1 { font-size: 22px; margin: 0; } h2 { font-size: 15px; margin: 32px 0 10px; }
            .sub { color: var(--soft); margin: 4px 0 0; overflow-wrap: anywhere; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 12px; margin-top: 20px; }
            .tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
            .tile { padding: 12px 16px; } .tile b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; }
            .tile span { color: var(--soft); font-size: 12px; }
            .card { overflow-x: auto; } .pad { padding: 12px 16px; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th { text-align: left; color: var(--soft); font-weight: 500; font-size: 12px; white-space: nowrap; }
            th, td { padding: 7px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
            tr:last-child td { border-bottom: 0; } .n { text-align: right; white-space: nowrap; }
            .name { min-width: 220px; max-width: 420px; overflow-wrap: anywhere; }
            .ok { color: var(--ok); } .run { color: var(--run); } .bad { color: var(--bad); } .warn { color: var(--warn); }
            .lane { display: grid; grid-template-columns: 72px 1fr; align-items: center; gap: 8px; font-size: 12px; }
            .lane + .lane { margin-top: 3px; } .lane span { color: var(--soft); }
            .track { position: relative; height: 12px; background: var(--page); border-radius: 3px; }
            .bar { position: absolute; top: 0; height: 12px; min-width: 3px; border-radius: 3px; background: var(--ok); }
            .bar.running { background: var(--run); } .bar.failed { background: var(--bad); }
            .meter { width: 110px; height: 6px; border-radius: 3px; background: var(--line); display: inline-block;
              vertical-align: middle; margin-right: 8px; }
            .meter i { display: block; height: 6px; border-radius: 3px; background: var(--ok); }
            pre { margin: 8px 0 0; overflow-x: auto; font: 12px/1.45 ui-monospace, monospace; white-space: pre; }
            summary { cursor: pointer; } .why { color: var(--bad); white-space: pre-wrap; overflow-wrap: anywhere; }
            """;

    private final History history;
    private final Subject subject;
    private final StringBuilder html = new StringBuilder(16 * 1024);

    /** The run that is shown. */
    public record Subject(String job, String runId, String state, Instant now) {}

    private HistoryPage(History history, Subject subject) {
        this.history = history;
        this.subject = subject;
    }

    public static String of(History history, Subject subject) {
        HistoryPage page = new HistoryPage(history, subject);
        page.write();
        return page.html.toString();
    }

    private void write() {
        html.append("<!doctype html><html lang=en><meta charset=utf-8>")
                .append("<meta name=viewport content=\"width=device-width, initial-scale=1\"><title>")
                .append(escaped(subject.job()))
                .append(" · Spark</title><style>")
                .append(STYLE)
                .append("</style><main><h1>")
                .append(escaped(subject.job()))
                .append(" <span class=")
                .append(tone(subject.state()))
                .append('>')
                .append(escaped(subject.state()))
                .append("</span></h1><p class=sub>")
                .append(escaped(subject.runId()));
        if (!history.application.sparkVersion.isEmpty()) {
            html.append(" · Spark ").append(escaped(history.application.sparkVersion));
        }
        if (history.application.startedAt > 0) {
            html.append(" · started ")
                    .append(time(history.application.startedAt))
                    .append(" UTC");
        }
        html.append("</p>");
        tiles();
        timeline();
        jobs();
        stages();
        queries();
        executors();
        settings();
        if (history.unreadable() > 0) {
            html.append(
                    "<p class=sub>%d lines of the event log could not be read.</p>".formatted(history.unreadable()));
        }
        html.append("</main></html>");
    }

    private void tiles() {
        Collection<History.Stage> stages = history.stages();
        html.append("<div class=tiles>");
        tile(duration(history.application.startedAt, end()), "duration");
        tile(String.valueOf(history.jobs().size()), "jobs");
        tile(String.valueOf(stages.stream().mapToLong(stage -> stage.done).sum()), "tasks done");
        tile(String.valueOf(stages.stream().mapToLong(stage -> stage.failed).sum()), "tasks failed");
        tile(bytes(stages.stream().mapToLong(stage -> stage.inputBytes).sum()), "read");
        tile(bytes(stages.stream().mapToLong(stage -> stage.outputBytes).sum()), "written");
        tile(bytes(stages.stream().mapToLong(stage -> stage.shuffleWriteBytes).sum()), "shuffled");
        html.append("</div>");
    }

    private void tile(String value, String label) {
        html.append("<div class=tile><b>")
                .append(escaped(value))
                .append("</b><span>")
                .append(label)
                .append("</span></div>");
    }

    /** Bars of the stages over the time of the whole. */
    private void timeline() {
        List<History.Stage> shown = history.stages().stream()
                .filter(stage -> stage.startedAt > 0)
                .limit(BARS_MAX)
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        long from = Math.min(start(), shown.get(0).startedAt);
        double whole = Math.max(1, end() - from);
        html.append("<h2>Stages over time</h2><div class=\"card pad\">");
        for (History.Stage stage : shown) {
            long until = stage.endedAt > 0 ? stage.endedAt : end();
            double left = clamp(PERCENT * (stage.startedAt - from) / whole);
            double width = clamp(Math.min(PERCENT - left, PERCENT * (until - stage.startedAt) / whole));
            html.append("<div class=lane><span>stage %d</span><div class=track>".formatted(stage.id))
                    .append(String.format(
                            Locale.ROOT,
                            "<div class=\"bar %s\" style=\"left:%.2f%%;width:%.2f%%\" title=\"%s · %s\"></div></div></div>",
                            stage.failure.isEmpty() ? (stage.endedAt > 0 ? "" : "running") : "failed",
                            left,
                            width,
                            escaped(stage.name),
                            duration(stage.startedAt, until)));
        }
        html.append("</div>");
    }

    private void jobs() {
        table("Jobs", List.of("#job", "what", "#stages", "#started", "#took", "result"), history.jobs(), job -> {
            cell("n", String.valueOf(job.id));
            cell("name", description(job));
            cell("n", String.valueOf(job.stages.size()));
            cell("n", time(job.startedAt));
            cell("n", duration(job.startedAt, job.endedAt > 0 ? job.endedAt : end()));
            result(job.endedAt, job.failure);
        });
    }

    /** A job that nobody described is called like its last stage. */
    private String description(History.Job job) {
        if (!job.description.isEmpty() || job.stages.isEmpty()) {
            return job.description;
        }
        long last = job.stages.stream().mapToLong(Long::longValue).max().orElse(0);
        return history.stages().stream()
                .filter(stage -> stage.id == last)
                .map(stage -> stage.name)
                .findFirst()
                .orElse("");
    }

    private void stages() {
        List<String> columns = List.of(
                "#stage",
                "what",
                "tasks",
                "#took",
                "#median task",
                "#longest task",
                "#input",
                "#output",
                "#shuffle read",
                "#shuffle write",
                "#spilled");
        table("Stages", columns, history.stages(), stage -> {
            cell("n", String.valueOf(stage.id));
            html.append("<td class=name>").append(escaped(stage.name));
            if (!stage.failure.isEmpty()) {
                html.append("<div class=why>").append(escaped(stage.failure)).append("</div>");
            }
            html.append("</td>");
            double share = stage.tasks == 0 ? 0 : clamp(PERCENT * stage.done / stage.tasks);
            html.append(String.format(
                            Locale.ROOT,
                            "<td><span class=meter><i style=\"width:%.0f%%\"></i></span>%d / %d",
                            share,
                            stage.done,
                            stage.tasks))
                    .append(
                            stage.failed > 0
                                    ? " <span class=bad>%d failed</span></td>".formatted(stage.failed)
                                    : "</td>");
            cell("n", duration(stage.startedAt, stage.endedAt > 0 ? stage.endedAt : end()));
            long median = stage.medianMillis();
            cell("n", millis(median));
            cell(median > 0 && stage.longestMillis > SKEWED * median ? "\"n warn\"" : "n", millis(stage.longestMillis));
            cell("n", amount(stage.inputBytes, stage.inputRecords));
            cell("n", amount(stage.outputBytes, stage.outputRecords));
            cell("n", bytes(stage.shuffleReadBytes));
            cell("n", bytes(stage.shuffleWriteBytes));
            cell("n", bytes(stage.spilledBytes));
        });
    }

    private void queries() {
        table("SQL", List.of("#query", "what", "#took", "result"), history.queries(), query -> {
            cell("n", String.valueOf(query.id));
            html.append("<td class=name>")
                    .append(escaped(query.description))
                    .append("<details><summary class=sub>plan</summary><pre>")
                    .append(escaped(query.plan))
                    .append("</pre></details></td>");
            cell("n", duration(query.startedAt, query.endedAt > 0 ? query.endedAt : end()));
            result(query.endedAt, query.failure);
        });
    }

    private void executors() {
        List<String> columns =
                List.of("executor", "host", "#cores", "#tasks", "#failed", "#busy", "#garbage collection");
        table("Executors", columns, history.executors(), executor -> {
            cell("name", executor.id);
            cell("name", executor.host);
            cell("n", String.valueOf(executor.cores));
            cell("n", String.valueOf(executor.tasks));
            cell("n", String.valueOf(executor.failed));
            cell("n", millis(executor.busyMillis));
            cell("n", millis(executor.collectionMillis));
        });
    }

    private void settings() {
        if (history.settings().isEmpty()) {
            return;
        }
        html.append("<h2>Settings</h2><div class=\"card pad\"><details><summary>%d of Spark</summary><pre>"
                .formatted(history.settings().size()));
        history.settings()
                .forEach((name, value) -> html.append(escaped(name))
                        .append(" = ")
                        .append(escaped(value))
                        .append('\n'));
        html.append("</pre></details></div>");
    }

    /** One row of a table. */
    @FunctionalInterface
    private interface Row<T> {
        void write(T item);
    }

    /** A table; columns with # are of numbers. Nothing, when there are no rows. */
    private <T> void table(String title, List<String> columns, Collection<T> items, Row<T> row) {
        if (items.isEmpty()) {
            return;
        }
        html.append("<h2>").append(title).append("</h2><div class=card><table><tr>");
        for (String column : columns) {
            html.append(column.startsWith("#") ? "<th class=n>" + column.substring(1) : "<th>" + column)
                    .append("</th>");
        }
        html.append("</tr>");
        items.stream().limit(ROWS_MAX).forEach(item -> {
            html.append("<tr>");
            row.write(item);
            html.append("</tr>");
        });
        html.append("</table>");
        if (items.size() > ROWS_MAX) {
            html.append("<p class=\"sub pad\">and %d more</p>".formatted(items.size() - ROWS_MAX));
        }
        html.append("</div>");
    }

    private void cell(String kind, String text) {
        html.append("<td class=").append(kind).append('>').append(escaped(text)).append("</td>");
    }

    private void result(long endedAt, String failure) {
        if (!failure.isEmpty()) {
            html.append("<td class=name><span class=bad>failed</span><div class=why>")
                    .append(escaped(failure.lines().findFirst().orElse("")))
                    .append("</div></td>");
        } else {
            html.append(endedAt > 0 ? "<td class=ok>done</td>" : "<td class=run>running</td>");
        }
    }

    private long start() {
        return history.application.startedAt;
    }

    private long end() {
        return history.application.endedAt > 0
                ? history.application.endedAt
                : subject.now().toEpochMilli();
    }

    private static String tone(String state) {
        return switch (state) {
            case "SUCCEEDED" -> "ok";
            case "FAILED", "ERROR", "TIMEOUT" -> "bad";
            default -> "run";
        };
    }

    private static double clamp(double percent) {
        return Math.max(0, Math.min(PERCENT, percent));
    }

    private static String time(long millis) {
        return millis <= 0
                ? ""
                : TIME.format(Instant.ofEpochMilli(Math.min(millis, Integer.MAX_VALUE * 1000L))
                        .atOffset(ZoneOffset.UTC));
    }

    private static String duration(long from, long to) {
        return from <= 0 || to < from ? "" : millis(to - from);
    }

    private static String millis(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    private static String amount(long bytes, long records) {
        return bytes == 0 && records == 0 ? "" : String.format(Locale.ROOT, "%s · %,d rows", bytes(bytes), records);
    }

    private static String bytes(long bytes) {
        if (bytes == 0) {
            return "0";
        }
        double left = bytes;
        int unit = 0;
        while (left >= KIBI && unit < UNITS.size() - 1) {
            left /= KIBI;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", left, UNITS.get(unit));
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
