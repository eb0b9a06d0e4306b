-- Names and keys compare as the bytes of their UTF-8 (SQLite's BINARY collation): that is the order of S3's listings.
-- Times are seconds of the epoch. Sets of names and values (headers, metadata, tags) are form-encoded text.

CREATE TABLE storage_bucket (
    name       TEXT    NOT NULL PRIMARY KEY,
    account    TEXT    NOT NULL,
    region     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    tags       TEXT    NOT NULL
) WITHOUT ROWID;

CREATE INDEX storage_bucket_of_account ON storage_bucket (account, name);

-- What a key holds now. Copies of an object share its content.
CREATE TABLE storage_object (
    bucket             TEXT    NOT NULL REFERENCES storage_bucket (name),
    key                TEXT    NOT NULL,
    content            TEXT    NOT NULL,
    size               INTEGER NOT NULL,
    etag               TEXT    NOT NULL,
    parts              INTEGER NOT NULL,
    checksum_algorithm TEXT    NOT NULL,
    checksum_scope     TEXT    NOT NULL,
    checksum           TEXT    NOT NULL,
    modified_at        INTEGER NOT NULL,
    storage_class      TEXT    NOT NULL,
    headers            TEXT    NOT NULL,
    metadata           TEXT    NOT NULL,
    tags               TEXT    NOT NULL,
    PRIMARY KEY (bucket, key)
) WITHOUT ROWID;

CREATE INDEX storage_object_by_content ON storage_object (content);

-- A multipart upload under way. Its id becomes the id of the content when it is completed.
CREATE TABLE storage_upload (
    bucket             TEXT    NOT NULL REFERENCES storage_bucket (name),
    key                TEXT    NOT NULL,
    id                 TEXT    NOT NULL,
    initiated_at       INTEGER NOT NULL,
    initiator          TEXT    NOT NULL,
    checksum_algorithm TEXT    NOT NULL,
    checksum_scope     TEXT    NOT NULL,
    checksum_origin    TEXT    NOT NULL,
    storage_class      TEXT    NOT NULL,
    headers            TEXT    NOT NULL,
    metadata           TEXT    NOT NULL,
    tags               TEXT    NOT NULL,
    PRIMARY KEY (bucket, key, id)
) WITHOUT ROWID;

-- The files of a content (or of an upload under way), in order. An empty object has none.
CREATE TABLE storage_blob (
    content    TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    id         TEXT    NOT NULL UNIQUE,
    size       INTEGER NOT NULL,
    md5        TEXT    NOT NULL,
    checksum   TEXT    NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (content, position)
) WITHOUT ROWID;

-- Files that nothing refers to any more; the sweeper removes them.
CREATE TABLE storage_garbage (
    blob    TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;

-- Directories that files are being written into: after a crash only these can hold files without a row.
CREATE TABLE storage_shelf (
    name TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
