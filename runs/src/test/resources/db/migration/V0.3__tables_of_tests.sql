CREATE TABLE test_log (id INTEGER PRIMARY KEY, run_id TEXT, target TEXT, message TEXT);
CREATE TABLE test_writes (id TEXT NOT NULL PRIMARY KEY, state TEXT);
