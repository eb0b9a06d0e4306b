package dev.mastic.services.crawlers;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Schedule;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The rules of crawlers. */
final class Crawlers {
    private final JdbcCrawlerStore crawlers;
    private final JdbcCrawlStore crawls;
    private final Ids ids;
    private final Clock clock;
    private final Runnable wake;

    /**
     * Makes the rules.
     *
     * @param wake called when there is something to crawl
     */
    Crawlers(JdbcCrawlerStore crawlers, JdbcCrawlStore crawls, Ids ids, Clock clock, Runnable wake) {
        this.crawlers = crawlers;
        this.crawls = crawls;
        this.ids = ids;
        this.clock = clock;
        this.wake = wake;
    }

    Crawler get(Owner owner, String name) {
        return crawlers.find(owner, name).orElseThrow(() -> Refusals.crawlerNotFound(name));
    }

    void create(Owner owner, String name, String definition, String schedule) {
        Instant now = clock.instant();
        Crawler crawler = new Crawler(0, owner, name, 1, definition, schedule, next(schedule), now, now);
        if (!crawlers.add(crawler)) {
            throw new ServiceException(ErrorCode.ALREADY_EXISTS, "Crawler with name %s already exists", name);
        }
    }

    void update(Crawler read, Crawler next) {
        requireResting(read);
        if (!crawlers.replace(read, next)) {
            throw new IllegalStateException("the version changed inside a transaction: " + read.name());
        }
    }

    void delete(Crawler crawler) {
        requireResting(crawler);
        crawlers.remove(crawler);
    }

    void start(Crawler crawler) {
        if (!crawls.add(CrawlRecord.begun(ids.uuid(), crawler, clock.instant()))) {
            throw Refusals.running(crawler.name());
        }
        wake.run();
    }

    void stop(Crawler crawler) {
        CrawlRecord running = crawls.active(crawler)
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.CRAWLER_NOT_RUNNING, "Crawler with name %s isn't running", crawler.name()));
        if (!crawls.stop(running)) {
            throw new ServiceException(ErrorCode.CRAWLER_STOPPING, "Crawler with name %s is stopping", crawler.name());
        }
    }

    /** Gives a crawler another schedule; one that is empty takes it away. */
    void schedule(Crawler read, String expression) {
        replaceSchedule(read, read.scheduled(expression, next(expression)));
    }

    void startSchedule(Crawler read) {
        if (read.schedule().isEmpty()) {
            throw new ServiceException(ErrorCode.NO_SCHEDULE, "There is no schedule for crawler %s", read.name());
        }
        if (read.nextAt().isPresent()) {
            throw new ServiceException(
                    ErrorCode.SCHEDULER_RUNNING, "The schedule of crawler %s is already running", read.name());
        }
        replaceSchedule(read, read.scheduled(read.schedule(), next(read.schedule())));
    }

    void stopSchedule(Crawler read) {
        if (read.nextAt().isEmpty()) {
            throw new ServiceException(
                    ErrorCode.SCHEDULER_NOT_RUNNING, "The schedule of crawler %s is not running", read.name());
        }
        replaceSchedule(read, read.scheduled(read.schedule(), Optional.empty()));
    }

    /** Starts what schedules want started. A crawler that still runs misses its turn. */
    void startDue() {
        Instant now = clock.instant();
        for (Crawler due : crawlers.due(now, 100)) {
            replaceSchedule(due, due.scheduled(due.schedule(), next(due.schedule())));
            if (crawls.add(CrawlRecord.begun(ids.uuid(), due, now))) {
                wake.run();
            }
        }
    }

    /** The time that an expression means next; empty for none. */
    Optional<Instant> next(String expression) {
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        Schedule schedule = Schedule.parse(expression)
                .orElseThrow(() -> Refusals.invalid("Schedule expression %s is not valid", expression));
        return schedule.next(clock.instant());
    }

    private void replaceSchedule(Crawler read, Crawler next) {
        if (!crawlers.replace(read, next)) {
            throw new ServiceException(
                    ErrorCode.CONCURRENT_MODIFICATION, "Crawler %s was changed in the meantime", read.name());
        }
    }

    private void requireResting(Crawler crawler) {
        if (crawls.active(crawler).isPresent()) {
            throw Refusals.running(crawler.name());
        }
    }
}
