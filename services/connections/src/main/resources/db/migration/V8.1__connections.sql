-- The definition is sealed as a whole: passwords stand in more than one of its members.
CREATE TABLE connection (
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    sealed      BLOB NOT NULL,
    created_at  INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    PRIMARY KEY (account, region, name)
) WITHOUT ROWID;
