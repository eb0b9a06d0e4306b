-- A definition is the JSON of what the client sent. next_at is when the schedule starts the crawler next; NULL when nothing does.
CREATE TABLE crawler (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    definition TEXT NOT NULL,
    schedule TEXT NOT NULL,
    next_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (account, region, name)
);

CREATE INDEX crawler_due ON crawler (next_at) WHERE next_at IS NOT NULL;

-- claimed says whether this server process works on it; stopping, whether somebody wants it to end.
CREATE TABLE crawl (
    id TEXT PRIMARY KEY,
    crawler_id INTEGER NOT NULL REFERENCES crawler (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    claimed INTEGER NOT NULL,
    stopping INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    tables_added INTEGER NOT NULL,
    tables_updated INTEGER NOT NULL,
    tables_deleted INTEGER NOT NULL,
    summary TEXT NOT NULL,
    error TEXT NOT NULL
);

CREATE UNIQUE INDEX crawl_active ON crawl (crawler_id) WHERE ended_at IS NULL;

CREATE INDEX crawl_by_start ON crawl (crawler_id, started_at, id);

CREATE TABLE classifier (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account, region, name)
);
