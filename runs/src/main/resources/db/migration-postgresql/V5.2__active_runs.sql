-- How many runs of a job are active: asked at every start, however many runs are queued.
CREATE TABLE run_active (
    account  TEXT COLLATE "C" NOT NULL,
    region   TEXT COLLATE "C" NOT NULL,
    job_name TEXT COLLATE "C" NOT NULL,
    active   BIGINT NOT NULL,
    PRIMARY KEY (account, region, job_name)
);
INSERT INTO run_active
    SELECT account, region, job_name, count(*) FROM run
    WHERE state IN ('STARTING', 'RUNNING', 'STOPPING')
    GROUP BY account, region, job_name;
DROP INDEX run_active_of_job;

CREATE FUNCTION run_is_active(state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$ SELECT state IN ('STARTING', 'RUNNING', 'STOPPING') $$;

CREATE FUNCTION count_active_runs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO run_active (account, region, job_name, active)
    VALUES (new.account, new.region, new.job_name, CASE WHEN run_is_active(new.state) THEN 1 ELSE 0 END)
    ON CONFLICT (account, region, job_name) DO UPDATE
    SET active = run_active.active + CASE WHEN run_is_active(new.state) THEN 1 ELSE -1 END;
    RETURN NULL;
END $$;

CREATE TRIGGER run_began AFTER INSERT ON run FOR EACH ROW
    WHEN (run_is_active(new.state))
    EXECUTE FUNCTION count_active_runs();

CREATE TRIGGER run_moved AFTER UPDATE OF state ON run FOR EACH ROW
    WHEN (run_is_active(old.state) <> run_is_active(new.state))
    EXECUTE FUNCTION count_active_runs();
