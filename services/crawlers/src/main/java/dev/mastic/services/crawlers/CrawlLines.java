package dev.mastic.services.crawlers;

import dev.mastic.services.crawlers.CrawlGround.Line;
import dev.mastic.services.crawlers.crawl.CrawlLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The log of one crawl, in Glue's form: the crawl's id, the level, the message. */
final class CrawlLines implements CrawlLog {
    private static final int LINES_MAX = 1_000;

    private final String crawlId;
    private final Consumer<List<Line>> sink;
    private final Clock clock;
    private final List<Line> waiting = new ArrayList<>();

    CrawlLines(String crawlId, Consumer<List<Line>> sink, Clock clock) {
        this.crawlId = crawlId;
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void info(String message) {
        add("INFO", message);
    }

    @Override
    public void warn(String message) {
        add("WARN", message);
    }

    @Override
    public void error(String message) {
        add("ERROR", message);
    }

    @Override
    public void benchmark(String message) {
        add("BENCHMARK", message);
        flush();
    }

    void flush() {
        if (!waiting.isEmpty()) {
            sink.accept(List.copyOf(waiting));
            waiting.clear();
        }
    }

    private void add(String level, String message) {
        waiting.add(new Line(clock.instant(), "[" + crawlId + "] " + level + " : " + message));
        if (waiting.size() >= LINES_MAX) {
            flush();
        }
    }
}
