-- What is kept of Glue's small resources as the JSON of the API: usage profiles and security configurations.
CREATE TABLE glue_document (
    kind        TEXT NOT NULL,
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    name        TEXT NOT NULL,
    document    TEXT NOT NULL,
    created_on  INTEGER NOT NULL,
    modified_on INTEGER NOT NULL,
    PRIMARY KEY (kind, account, region, name)
);
