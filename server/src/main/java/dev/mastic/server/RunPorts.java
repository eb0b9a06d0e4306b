package dev.mastic.server;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.Credential;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.EventLogSink;
import dev.mastic.runs.EventSink;
import dev.mastic.runs.Fault;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.Lake;
import dev.mastic.runs.LogSink;
import dev.mastic.runs.MetricSink;
import dev.mastic.runs.RoleSession;
import dev.mastic.runs.RoleSessions;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunFailure;
import dev.mastic.runs.RunSettings;
import dev.mastic.runs.StagedWrites;
import dev.mastic.services.access.AccessModule;
import dev.mastic.services.access.Roles;
import dev.mastic.services.logs.LogEvent;
import dev.mastic.services.logs.LogWriter;
import dev.mastic.services.metrics.MetricWriter;
import dev.mastic.services.storage.LakeTransactions;
import dev.mastic.services.storage.ObjectDeposit;
import dev.mastic.services.storage.ObjectReader;
import dev.mastic.services.storage.StorageModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What runs need of other features, filled with those features. Everything is done with the permissions of the run's role. */
record RunPorts(
        RoleSessions roleSessions,
        Lake lake,
        StagedWrites writes,
        LogSink logSink,
        EventSink events,
        EventLogSink eventLogs,
        MetricSink metrics,
        Function<Run, Caller> callers) {
    private static final String EVENTS = "/aws/events/glue";
    private static final String GLUE = "glue.amazonaws.com";
    private static final Duration SESSION_LENGTH = Duration.ofHours(1);
    private static final String S3 = "s3://";
    private static final String METRICS = "Glue";

    static RunPorts of(AccessModule access, StorageModule storage, LogWriter logs, MetricWriter metrics) {
        return new RunPorts(
                roleSessions(access),
                lake(access, storage.reader()),
                writes(storage.transactions()),
                logSink(access, logs),
                events(logs),
                eventLogs(access, storage.deposit()),
                metrics(access, metrics),
                run -> caller(access, run));
    }

    private static StagedWrites writes(LakeTransactions transactions) {
        return new StagedWrites() {
            @Override
            public void begin(String transaction) {
                transactions.begin(transaction);
            }

            @Override
            public void publish(String transaction) {
                try {
                    transactions.finish(transaction);
                } catch (ServiceException refusal) {
                    throw new RunFailure(Fault.CALLER, "%s", refusal.message());
                }
            }

            @Override
            public void discard(String transaction) {
                transactions.discard(transaction);
            }
        };
    }

    /** Opens the sessions of runs' roles at STS. */
    private static RoleSessions roleSessions(AccessModule access) {
        return run -> {
            Optional<String> policy =
                    Optional.ofNullable(run.settings().echoed().get(RunSettings.SESSION_POLICY));
            try {
                Credential session = access.roleSessions()
                        .assumeAsService(
                                run.job().account(),
                                run.settings().role(),
                                GLUE,
                                sessionName(run),
                                SESSION_LENGTH,
                                policy,
                                run.transaction());
                return new RoleSession(
                        session.principal().roleArn().orElseThrow(),
                        session.accessKeyId(),
                        session.secretKey().value(),
                        session.sessionToken().orElseThrow().value(),
                        session.expiresAt().orElseThrow());
            } catch (ServiceException refusal) {
                throw new RunFailure(Fault.CALLER, "%s", refusal.message());
            }
        };
    }

    /** Reads the lake with a session's permissions. */
    private static Lake lake(AccessModule access, ObjectReader objects) {
        return new Lake() {
            @Override
            public void fetch(RoleSession session, JobKey job, String location, Path target, long bytesMax) {
                Location at = Location.of(location);
                try {
                    objects.copyTo(caller(access, session, job), at.bucket(), at.key(), target, bytesMax);
                } catch (ServiceException refusal) {
                    throw refused(location, refusal);
                } catch (IOException e) {
                    throw new RunFailure(Fault.PLATFORM, "%s could not be copied: %s", location, e);
                }
            }

            @Override
            public List<String> list(RoleSession session, JobKey job, String prefix, int max) {
                Location at = Location.of(prefix);
                try {
                    return objects.list(caller(access, session, job), at.bucket(), at.key(), max).stream()
                            .map(key -> S3 + at.bucket() + "/" + key)
                            .toList();
                } catch (ServiceException refusal) {
                    throw refused(prefix, refusal);
                }
            }
        };
    }

    /** Writes the output of runs to CloudWatch Logs, when the run's role may write there. */
    private static LogSink logSink(AccessModule access, LogWriter logs) {
        return (run, target, events) -> {
            String group = "log-group:" + target.group() + ":log-stream:";
            Caller caller = caller(access, run);
            LogWriter.Permission permission = action -> {
                String resource = action.endsWith("LogGroup") ? group : group + target.stream();
                try {
                    access.authorizer().authorize(caller, new Access(action, caller.arn("logs", resource)));
                } catch (ServiceException refusal) {
                    throw new RunFailure(Fault.CALLER, "%s", refusal.message());
                }
            };
            permission.check("logs:PutLogEvents");
            List<LogEvent> lines = events.stream()
                    .map(event -> new LogEvent(event.time().toEpochMilli(), event.message()))
                    .toList();
            JobKey job = run.job();
            if (run.settings().sealsLogs()) {
                logs.appendSealed(job.account(), job.region(), target.group(), target.stream(), lines, permission);
            } else {
                logs.append(job.account(), job.region(), target.group(), target.stream(), lines, permission);
            }
        };
    }

    /** Where a rule of EventBridge would bring events whose target is a log group. */
    private static EventSink events(LogWriter logs) {
        return (run, time, event) -> logs.append(
                run.job().account(),
                run.job().region(),
                EVENTS,
                run.id(),
                List.of(new LogEvent(time.toEpochMilli(), event)),
                action -> {});
    }

    /** Counts how runs end, when the run's role may write metrics of Glue. */
    private static MetricSink metrics(AccessModule access, MetricWriter metrics) {
        return (run, counts, time) -> {
            Caller caller = caller(access, run);
            Map<String, List<String>> namespace = Map.of("cloudwatch:namespace", List.of(METRICS));
            try {
                access.authorizer().authorize(caller, new Access("cloudwatch:PutMetricData", "*", namespace));
            } catch (ServiceException refusal) {
                throw new RunFailure(Fault.CALLER, "%s", refusal.message());
            }
            for (MetricSink.Count count : counts) {
                metrics.add(caller, METRICS, count.name(), count.dimensions(), count.value(), time);
            }
        };
    }

    /** Writes event logs with the permissions of the run's role, and not into what the run has not published yet. */
    private static EventLogSink eventLogs(AccessModule access, ObjectDeposit objects) {
        return (run, location, bytes) -> {
            Location at = Location.of(location);
            try {
                objects.put(outsideTransaction(caller(access, run)), at.bucket(), at.key(), bytes);
            } catch (ServiceException refusal) {
                throw refused(location, refusal);
            }
        };
    }

    /** The same caller, who sees and writes what everybody sees. */
    static Caller outsideTransaction(Caller caller) {
        Principal own = caller.principal();
        Principal outside = new Principal(
                own.kind(), own.arn(), own.id(), own.accountId(), own.roleArn(), own.sessionPolicy(), Optional.empty());
        return new Caller(outside, caller.region(), caller.requestId(), caller.sourceAddress(), caller.secure());
    }

    /** Glue's sessions are called {@code GlueJobRunnerSession}; the run's id tells one from another. */
    private static String sessionName(Run run) {
        return "GlueJobRunnerSession-" + run.id().substring(0, Math.min(run.id().length(), 11));
    }

    private static Caller caller(AccessModule access, RoleSession session, JobKey job) {
        Principal principal = access.credentials()
                .find(session.accessKeyId())
                .orElseThrow(() -> new IllegalStateException("the session of a run is gone"))
                .principal();
        return new Caller(principal, job.region(), "run", "127.0.0.1", false);
    }

    /** The run's role as the one who writes: its session may have ended while its last lines wait. */
    private static Caller caller(AccessModule access, Run run) {
        String account = run.job().account();
        Roles.Role role = access.roles()
                .find(account, run.settings().role())
                .orElseThrow(() -> new RunFailure(
                        Fault.CALLER, "Role %s does not exist.", run.settings().role()));
        Principal principal = new Principal(
                Principal.Kind.ASSUMED_ROLE,
                "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role.name(), sessionName(run)),
                role.id() + ":" + sessionName(run),
                account,
                Optional.of(role.arn()),
                Optional.ofNullable(run.settings().echoed().get(RunSettings.SESSION_POLICY)),
                run.transaction());
        return new Caller(principal, run.job().region(), run.id(), "127.0.0.1", false);
    }

    private static RunFailure refused(String location, ServiceException refusal) {
        Fault fault = refusal.code() == ErrorCode.INTERNAL ? Fault.PLATFORM : Fault.CALLER;
        return refusal.code() == ErrorCode.ACCESS_DENIED
                ? new RunFailure(fault, "%s", refusal.message())
                : new RunFailure(fault, "%s: %s", location, refusal.message());
    }

    /** A place in the lake. */
    record Location(String bucket, String key) {
        static Location of(String text) {
            String path = text.replaceFirst("^s3[an]?://", "");
            int slash = path.indexOf('/');
            if (path.equals(text) || slash <= 0) {
                throw new RunFailure(Fault.CALLER, "%s is not a location in S3 (expected: s3://bucket/key)", text);
            }
            return new Location(path.substring(0, slash), path.substring(slash + 1));
        }
    }
}
