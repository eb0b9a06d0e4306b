-- CloudWatch metrics. Every time is in epoch seconds.

CREATE TABLE metric (
    id         INTEGER PRIMARY KEY,
    account    TEXT NOT NULL,
    region     TEXT NOT NULL,
    namespace  TEXT NOT NULL,
    name       TEXT NOT NULL,
    dimensions TEXT NOT NULL,
    last_at    INTEGER NOT NULL,
    UNIQUE (account, region, namespace, name, dimensions)
);

-- One row for a filter by dimension; the whole of them is in metric.dimensions.
CREATE TABLE metric_dimension (
    metric_id INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (metric_id, name)
) WITHOUT ROWID;

-- What was measured in one span of time. Every value is in exactly one row: older rows are gathered into longer spans.
-- The distribution is NULL where a statistic set came in: then there are no percentiles.
CREATE TABLE metric_span (
    metric_id    INTEGER NOT NULL REFERENCES metric (id) ON DELETE CASCADE,
    start_at     INTEGER NOT NULL,
    seconds      INTEGER NOT NULL,
    unit         TEXT NOT NULL,
    sample_count REAL NOT NULL,
    total        REAL NOT NULL,
    minimum      REAL NOT NULL,
    maximum      REAL NOT NULL,
    distribution TEXT,
    PRIMARY KEY (metric_id, start_at, seconds, unit)
) WITHOUT ROWID;

-- For gathering and forgetting.
CREATE INDEX metric_span_by_age ON metric_span (seconds, start_at);
