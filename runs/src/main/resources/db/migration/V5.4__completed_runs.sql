-- What an account's runs cost in a period, and which runs are old.
CREATE INDEX run_completed ON run (account, completed_on) WHERE completed_on IS NOT NULL;
CREATE INDEX run_old ON run (completed_on) WHERE completed_on IS NOT NULL;
