-- How many runs of a job are active: asked at every start, however many runs are queued.
CREATE TABLE run_active (
    account  TEXT NOT NULL,
    region   TEXT NOT NULL,
    job_name TEXT NOT NULL,
    active   INTEGER NOT NULL,
    PRIMARY KEY (account, region, job_name)
);
INSERT INTO run_active
    SELECT account, region, job_name, count(*) FROM run
    WHERE state IN ('STARTING', 'RUNNING', 'STOPPING')
    GROUP BY account, region, job_name;
DROP INDEX run_active_of_job;
