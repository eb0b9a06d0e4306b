package dev.mastic.services.crawlers.inference;

import java.util.List;
import java.util.Optional;

/** The classifiers that are always there, in Glue's order. */
public final class BuiltIn {
    private static final String REDIS_TIME = "\\d{2} \\w{3}(?: \\d{4})? \\d{2}:\\d{2}:\\d{2}\\.\\d{3}";
    private static final String LOG_PATTERNS = """
            REDISTIMESTAMP %s
            REDISLOG \\[?%%{POSINT:pid}\\]?(?::[A-Z])? %%{REDISTIMESTAMP:timestamp} [*#.-] %%{GREEDYDATA:message}
            REDISMONLOG %%{NUMBER:timestamp} \\[%%{INT:database} %%{IP:client}:%%{NUMBER:port}\\] "%%{WORD:command}"\\s?%%{GREEDYDATA:params}
            SQUIDLOG %%{NUMBER:timestamp}\\s+%%{NUMBER:duration}\\s+%%{IP:client_address}\\s+%%{WORD:cache_result}/%%{POSINT:status_code}\\s+%%{NUMBER:bytes}\\s+%%{WORD:request_method}\\s+%%{NOTSPACE:url}\\s+%%{NOTSPACE:user}\\s+%%{NOTSPACE:hierarchy_code}\\s+%%{NOTSPACE:content_type}
            KERNELLOG %%{SYSLOGTIMESTAMP:timestamp} %%{SYSLOGHOST:logsource} %%{SYSLOGPROG}: %%{GREEDYDATA:message}
            """.formatted(REDIS_TIME);

    private static final List<Classifier> ALL = List.of(
            new AvroClassifier(),
            new OrcClassifier(),
            new ParquetClassifier(),
            JsonClassifier.atTop(),
            new XmlClassifier("xml", Optional.empty()),
            new IonClassifier(),
            log("combined_apache", "%{COMBINEDAPACHELOG}"),
            log("apache", "%{COMMONAPACHELOG}"),
            log("linux_kernel", "%{KERNELLOG}"),
            log("ruby_logger", "%{RUBY_LOGGER}"),
            log("squid", "%{SQUIDLOG}"),
            log("redismonlog", "%{REDISMONLOG}"),
            log("redislog", "%{REDISLOG}"),
            new CsvClassifier(CsvOptions.BUILT_IN));

    private BuiltIn() {}

    public static List<Classifier> all() {
        return ALL;
    }

    private static Classifier log(String classification, String pattern) {
        return GrokClassifier.of(classification, pattern, LOG_PATTERNS);
    }
}
