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

CREATE TRIGGER run_began AFTER INSERT ON run
    WHEN new.state IN ('STARTING', 'RUNNING', 'STOPPING')
BEGIN
    INSERT INTO run_active (account, region, job_name, active) VALUES (new.account, new.region, new.job_name, 1)
    ON CONFLICT (account, region, job_name) DO UPDATE SET active = run_active.active + 1;
END;

CREATE TRIGGER run_moved AFTER UPDATE OF state ON run
    WHEN (old.state IN ('STARTING', 'RUNNING', 'STOPPING')) <> (new.state IN ('STARTING', 'RUNNING', 'STOPPING'))
BEGIN
    INSERT INTO run_active (account, region, job_name, active)
    VALUES (new.account, new.region, new.job_name, new.state IN ('STARTING', 'RUNNING', 'STOPPING'))
    ON CONFLICT (account, region, job_name) DO UPDATE
    SET active = run_active.active + CASE WHEN new.state IN ('STARTING', 'RUNNING', 'STOPPING') THEN 1 ELSE -1 END;
END;
