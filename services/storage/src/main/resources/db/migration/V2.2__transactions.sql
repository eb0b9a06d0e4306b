-- The lake's publications are counted; every object says which one made it what it is.
CREATE TABLE storage_position (
    last INTEGER NOT NULL
);

INSERT INTO storage_position (last) VALUES (0);

ALTER TABLE storage_object ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

CREATE INDEX storage_object_by_position ON storage_object (bucket, position, key);

-- Transactions under way. What is written in one that is not here any more is refused.
CREATE TABLE storage_transaction (
    id       TEXT    NOT NULL PRIMARY KEY,
    begun_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What a key will hold when the transaction is published; without a content: that it will hold nothing.
-- requires: the ETag that the published object must still have then, '' when there must be none.
-- position: of an object whose data stays as it is published already.
CREATE TABLE storage_staged (
    transaction_id     TEXT    NOT NULL REFERENCES storage_transaction (id),
    bucket             TEXT    NOT NULL REFERENCES storage_bucket (name),
    key                TEXT    NOT NULL,
    content            TEXT,
    size               INTEGER,
    etag               TEXT,
    parts              INTEGER,
    checksum_algorithm TEXT,
    checksum_scope     TEXT,
    checksum           TEXT,
    modified_at        INTEGER,
    storage_class      TEXT,
    headers            TEXT,
    metadata           TEXT,
    tags               TEXT,
    requires           TEXT,
    position           INTEGER,
    PRIMARY KEY (transaction_id, bucket, key)
) WITHOUT ROWID;

CREATE INDEX storage_staged_by_content ON storage_staged (content);
CREATE INDEX storage_staged_by_bucket ON storage_staged (bucket);

-- Uploads that end with the transaction they were begun in.
ALTER TABLE storage_upload ADD COLUMN transaction_id TEXT;

CREATE INDEX storage_upload_of_transaction ON storage_upload (transaction_id) WHERE transaction_id IS NOT NULL;
