-- Catalogs inside an account's own. What is in one has "account:name" where the account's own has "account".
CREATE TABLE catalog_nested (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account, region, name)
);

-- What the catalog of an account itself says about who may use it.
CREATE TABLE catalog_policy (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    policy TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account, region)
);

CREATE TABLE catalog_import (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (account, region)
);
