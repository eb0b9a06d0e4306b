CREATE TABLE secret (
    id          INTEGER PRIMARY KEY,
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    -- The six characters that end the ARN.
    suffix      TEXT NOT NULL,
    description TEXT,
    kms_key_id  TEXT,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    -- A day, as AWS tells it no finer.
    accessed_on INTEGER,
    -- When it was marked for deletion, and when it goes.
    deleted_at  INTEGER,
    purge_at    INTEGER,
    UNIQUE (account, region, name)
);

CREATE INDEX secret_by_creation ON secret (account, region, created_at, id);
CREATE INDEX secret_by_purge ON secret (purge_at) WHERE purge_at IS NOT NULL;

CREATE TABLE secret_version (
    secret_id   INTEGER NOT NULL REFERENCES secret (id) ON DELETE CASCADE,
    version_id  TEXT NOT NULL,
    kind        TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    accessed_on INTEGER,
    PRIMARY KEY (secret_id, version_id)
) WITHOUT ROWID;

CREATE TABLE secret_stage (
    secret_id  INTEGER NOT NULL,
    stage      TEXT NOT NULL,
    version_id TEXT NOT NULL,
    PRIMARY KEY (secret_id, stage),
    FOREIGN KEY (secret_id, version_id) REFERENCES secret_version (secret_id, version_id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE secret_tag (
    secret_id INTEGER NOT NULL REFERENCES secret (id) ON DELETE CASCADE,
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (secret_id, key)
) WITHOUT ROWID;
