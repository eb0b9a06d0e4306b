-- The definition as JSON, so that fields nothing here interprets are kept and echoed.
CREATE TABLE job (
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    job_id      TEXT NOT NULL,
    definition  TEXT NOT NULL,
    created_on  INTEGER NOT NULL,
    modified_on INTEGER NOT NULL,
    PRIMARY KEY (account, region, name)
) WITHOUT ROWID;

CREATE TABLE job_bookmark (
    account         TEXT NOT NULL,
    region          TEXT NOT NULL,
    job_name        TEXT NOT NULL,
    version         INTEGER NOT NULL,
    run             INTEGER NOT NULL,
    attempt         INTEGER NOT NULL,
    run_id          TEXT,
    previous_run_id TEXT,
    bookmark        TEXT,
    PRIMARY KEY (account, region, job_name)
) WITHOUT ROWID;

-- Tags of every Glue resource. The ARN names account, region and type.
CREATE TABLE glue_tag (
    arn   TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (arn, key)
) WITHOUT ROWID;
