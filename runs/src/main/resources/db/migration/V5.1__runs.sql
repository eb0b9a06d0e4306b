CREATE TABLE run (
    id                TEXT PRIMARY KEY,
    account           TEXT NOT NULL,
    region            TEXT NOT NULL,
    job_name          TEXT NOT NULL,
    attempt           INTEGER NOT NULL,
    previous_run_id   TEXT,
    settings          TEXT NOT NULL,
    state             TEXT NOT NULL,
    started_on        INTEGER NOT NULL,
    modified_on       INTEGER NOT NULL,
    script_started_on INTEGER,
    completed_on      INTEGER,
    error_message     TEXT,
    fault             TEXT,
    detail            TEXT,
    stop_requested_on INTEGER,
    token             INTEGER NOT NULL,
    credentials_token TEXT NOT NULL,
    launches          INTEGER NOT NULL,
    driver_directory  TEXT,
    driver_pid        INTEGER,
    driver_start      TEXT,
    stop_reason       TEXT,
    stop_ordered_on   INTEGER,
    version           INTEGER NOT NULL
);

-- A job's runs, newest first.
CREATE INDEX run_of_job ON run (account, region, job_name, started_on DESC, id DESC);

-- What the loops look at, however many runs have ended. A partial index serves a query that repeats its condition word for word.
CREATE INDEX run_by_state ON run (state, started_on, id);
CREATE INDEX run_active_of_job ON run (account, region, job_name)
    WHERE state IN ('STARTING', 'RUNNING', 'STOPPING');
CREATE INDEX run_with_driver ON run (driver_directory) WHERE driver_directory IS NOT NULL;

-- How far the output of a run's driver has become log events.
CREATE TABLE run_log (
    run_id     TEXT NOT NULL,
    file       TEXT NOT NULL,
    shipped_to INTEGER NOT NULL,
    refusal    TEXT,
    PRIMARY KEY (run_id, file)
);
