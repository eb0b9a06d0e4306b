package dev.mastic.server;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.OperationCalls;
import dev.mastic.services.access.AccessModule;
import dev.mastic.services.access.Roles;
import dev.mastic.services.crawlers.CrawlGround;
import dev.mastic.services.crawlers.CrawlerRole;
import dev.mastic.services.crawlers.crawl.CrawledCatalog;
import dev.mastic.services.crawlers.crawl.CrawledLake;
import dev.mastic.services.crawlers.crawl.LakeFile;
import dev.mastic.services.logs.LogEvent;
import dev.mastic.services.logs.LogWriter;
import dev.mastic.services.storage.ObjectReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What crawlers need of other features, filled with those features. Everything is done as the crawler's role. */
final class CrawlerPorts implements CrawlGround {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlerPorts.class);
    private static final String GLUE = "glue.amazonaws.com";
    private static final String SESSION = "AWS-Crawler";
    private static final String LOG_GROUP = "/aws-glue/crawlers";
    private static final int PAGE_FILES = 10_000;

    private final AccessModule access;
    private final ObjectReader objects;
    private final LogWriter logs;
    private final Supplier<OperationCalls> calls;

    CrawlerPorts(AccessModule access, ObjectReader objects, LogWriter logs, Supplier<OperationCalls> calls) {
        this.access = access;
        this.objects = objects;
        this.logs = logs;
        this.calls = calls;
    }

    @Override
    public void checkRole(Caller caller, String role) {
        access.authorizer()
                .authorize(
                        caller,
                        new Access(
                                "iam:PassRole",
                                access.roles().arnOf(caller.accountId(), role),
                                Map.of("iam:PassedToService", List.of(GLUE))));
        try {
            access.roleSessions().checkTrust(caller.accountId(), role, GLUE);
        } catch (ServiceException refusal) {
            // Terraform waits and tries again on exactly these words, for a role that is new.
            throw new ServiceException(
                    refusal.code(),
                    "Service is unable to assume provided role. Please verify the role's TrustPolicy: %s",
                    refusal.message());
        }
    }

    @Override
    public CrawledLake lake(CrawlerRole role) {
        Caller caller = caller(role);
        return new CrawledLake() {
            @Override
            public List<LakeFile> list(String bucket, String prefix, String after) {
                return objects.page(caller, bucket, prefix, after, PAGE_FILES).stream()
                        .map(entry -> new LakeFile(entry.key(), entry.size()))
                        .toList();
            }

            @Override
            public byte[] read(String bucket, String key, long offset, int length) throws IOException {
                return objects.read(caller, bucket, key, offset, length);
            }
        };
    }

    @Override
    public CrawledCatalog catalog(CrawlerRole role) {
        return new CrawledCatalogAccess(calls, caller(role));
    }

    @Override
    public void log(CrawlerRole role, List<Line> lines) {
        try {
            Caller caller = caller(role);
            String group = "log-group:" + LOG_GROUP + ":log-stream:";
            LogWriter.Permission permission = action -> {
                String resource = action.endsWith("LogGroup") ? group : group + role.crawler();
                access.authorizer().authorize(caller, new Access(action, caller.arn("logs", resource)));
            };
            permission.check("logs:PutLogEvents");
            logs.append(
                    role.account(),
                    role.region(),
                    LOG_GROUP,
                    role.crawler(),
                    lines.stream()
                            .map(line -> new LogEvent(line.at().toEpochMilli(), line.text()))
                            .toList(),
                    permission);
        } catch (ServiceException refusal) {
            // A crawl without a log is better than none, as on AWS.
            LOG.warn("the log of crawler {} could not be written: {}", role.crawler(), refusal.message());
        }
    }

    private Caller caller(CrawlerRole crawler) {
        access.roleSessions().checkTrust(crawler.account(), crawler.role(), GLUE);
        Roles.Role role = access.roles()
                .find(crawler.account(), crawler.role())
                .orElseThrow(
                        () -> new ServiceException(ErrorCode.INVALID_INPUT, "Role %s does not exist.", crawler.role()));
        Principal principal = new Principal(
                Principal.Kind.ASSUMED_ROLE,
                "arn:aws:sts::%s:assumed-role/%s/%s".formatted(crawler.account(), role.name(), SESSION),
                role.id() + ":" + SESSION,
                crawler.account(),
                Optional.of(role.arn()),
                Optional.empty());
        return new Caller(principal, crawler.region(), "crawl", "127.0.0.1", false);
    }
}
