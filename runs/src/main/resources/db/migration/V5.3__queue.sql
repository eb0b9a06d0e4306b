-- STANDARD runs before FLEX ones, as the name sorts.
ALTER TABLE run ADD COLUMN execution_class TEXT NOT NULL DEFAULT 'STANDARD';
CREATE INDEX run_due ON run (execution_class DESC, started_on, id)
    WHERE state = 'STARTING' AND driver_directory IS NULL;

-- Whose turn it is, job by job: a job with many runs in the queue does not stand before the others.
CREATE INDEX run_waiting ON run (account, region, job_name, started_on, id) WHERE state = 'WAITING';
CREATE INDEX run_waiting_stopped ON run (stop_requested_on) WHERE state = 'WAITING' AND stop_requested_on IS NOT NULL;

-- When a run that has not ended yet is told of as delayed; nothing once it was.
ALTER TABLE run ADD COLUMN notify_on INTEGER;
CREATE INDEX run_to_notify ON run (notify_on) WHERE notify_on IS NOT NULL;
