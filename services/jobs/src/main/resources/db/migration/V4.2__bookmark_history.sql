-- commits: how often the run has moved the bookmark, which tells a commit from its repetition.
ALTER TABLE job_bookmark ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;

-- What the bookmark was when each run had moved it for the last time.
CREATE TABLE job_bookmark_history (
    account         TEXT NOT NULL,
    region          TEXT NOT NULL,
    job_name        TEXT NOT NULL,
    run_id          TEXT NOT NULL,
    run_started_on  INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    run             INTEGER NOT NULL,
    attempt         INTEGER NOT NULL,
    previous_run_id TEXT,
    bookmark        TEXT,
    commits         INTEGER NOT NULL,
    PRIMARY KEY (account, region, job_name, run_id)
) WITHOUT ROWID;

CREATE INDEX job_bookmark_history_by_start ON job_bookmark_history (account, region, job_name, run_started_on);
