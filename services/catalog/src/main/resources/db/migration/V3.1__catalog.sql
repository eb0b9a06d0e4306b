-- The Data Catalog. Names are stored in lower case; a definition is the JSON of what the client sent.

CREATE TABLE catalog_database (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (account, region, name)
);

CREATE TABLE catalog_table (
    id INTEGER PRIMARY KEY,
    database_id INTEGER NOT NULL REFERENCES catalog_database (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    partition_keys TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (database_id, name)
);

-- Earlier versions only: the current one is the row in catalog_table.
CREATE TABLE catalog_table_version (
    table_id INTEGER NOT NULL REFERENCES catalog_table (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    partition_keys TEXT NOT NULL,
    definition TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (table_id, version)
);

-- sort_key and v1 to v8 hold the values in a form whose text order is the order of the key's type; an empty text is NULL.
CREATE TABLE catalog_partition (
    id INTEGER PRIMARY KEY,
    table_id INTEGER NOT NULL REFERENCES catalog_table (id) ON DELETE CASCADE,
    sort_key TEXT NOT NULL,
    v1 TEXT NOT NULL,
    v2 TEXT NOT NULL,
    v3 TEXT NOT NULL,
    v4 TEXT NOT NULL,
    v5 TEXT NOT NULL,
    v6 TEXT NOT NULL,
    v7 TEXT NOT NULL,
    v8 TEXT NOT NULL,
    segment INTEGER NOT NULL,
    uncastable INTEGER NOT NULL,
    partition_values TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

-- Unique by the first two. The others follow from the values and are what an expression or a segment asks about, so that
-- only rows that match are read.
CREATE UNIQUE INDEX catalog_partition_by_key
    ON catalog_partition (table_id, sort_key, segment, v1, v2, v3, v4, v5, v6, v7, v8);

CREATE INDEX catalog_partition_uncastable ON catalog_partition (table_id) WHERE uncastable = 1;

CREATE TABLE catalog_partition_index (
    table_id INTEGER NOT NULL REFERENCES catalog_table (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    index_keys TEXT NOT NULL,
    PRIMARY KEY (table_id, name)
);

CREATE TABLE catalog_table_statistics (
    table_id INTEGER NOT NULL REFERENCES catalog_table (id) ON DELETE CASCADE,
    column_name TEXT NOT NULL,
    statistics TEXT NOT NULL,
    PRIMARY KEY (table_id, column_name)
);

CREATE TABLE catalog_partition_statistics (
    partition_id INTEGER NOT NULL REFERENCES catalog_partition (id) ON DELETE CASCADE,
    column_name TEXT NOT NULL,
    statistics TEXT NOT NULL,
    PRIMARY KEY (partition_id, column_name)
);

CREATE TABLE catalog_function (
    database_id INTEGER NOT NULL REFERENCES catalog_database (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (database_id, name)
);
