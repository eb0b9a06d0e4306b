-- CloudWatch Logs. Every time is in epoch milliseconds.

CREATE TABLE log_group (
    id             INTEGER PRIMARY KEY,
    account        TEXT NOT NULL,
    region         TEXT NOT NULL,
    name           TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    retention_days INTEGER,
    UNIQUE (account, region, name)
);

CREATE TABLE log_group_tag (
    group_id INTEGER NOT NULL REFERENCES log_group (id) ON DELETE CASCADE,
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (group_id, key)
) WITHOUT ROWID;

CREATE TABLE log_stream (
    id                INTEGER PRIMARY KEY,
    group_id          INTEGER NOT NULL REFERENCES log_group (id) ON DELETE CASCADE,
    name              TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    first_event_at    INTEGER,
    last_event_at     INTEGER,
    last_ingestion_at INTEGER,
    stored_bytes      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (group_id, name)
);

-- DescribeLogStreams ordered by LastEventTime.
CREATE INDEX log_stream_by_last_event ON log_stream (group_id, coalesce(last_event_at, 0), name);

-- The id grows with every event, so (timestamp, id) is an order without ties, and a place to go on from.
CREATE TABLE log_event (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id    INTEGER NOT NULL REFERENCES log_group (id) ON DELETE CASCADE,
    stream_id   INTEGER NOT NULL REFERENCES log_stream (id) ON DELETE CASCADE,
    timestamp   INTEGER NOT NULL,
    ingested_at INTEGER NOT NULL,
    message     TEXT NOT NULL
);

-- With the stream, so that events of other streams are passed over without reading them.
CREATE INDEX log_event_by_group ON log_event (group_id, timestamp, id, stream_id);
CREATE INDEX log_event_by_stream ON log_event (stream_id, timestamp, id);
