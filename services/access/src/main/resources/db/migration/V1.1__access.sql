-- Who may call and what they may do. Ids are IAM's own unique ids; name_key is the name in lower case, because IAM lets
-- no two names differ by case alone.

CREATE TABLE access_identity (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    boundary_arn TEXT,
    trust_policy TEXT,
    description TEXT,
    session_seconds_max INTEGER,
    UNIQUE (account, kind, name_key)
);

CREATE TABLE access_inline_policy (
    identity_id TEXT NOT NULL REFERENCES access_identity (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (identity_id, name)
);

CREATE TABLE access_attachment (
    identity_id TEXT NOT NULL REFERENCES access_identity (id) ON DELETE CASCADE,
    policy_arn TEXT NOT NULL,
    PRIMARY KEY (identity_id, policy_arn)
);

CREATE INDEX access_attachment_by_policy ON access_attachment (policy_arn);

CREATE TABLE access_membership (
    user_id TEXT NOT NULL REFERENCES access_identity (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES access_identity (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
);

CREATE INDEX access_membership_by_group ON access_membership (group_id);

CREATE TABLE access_policy (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    path TEXT NOT NULL,
    arn TEXT NOT NULL UNIQUE,
    description TEXT,
    default_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (account, name_key)
);

CREATE TABLE access_policy_version (
    policy_id TEXT NOT NULL REFERENCES access_policy (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (policy_id, version)
);

-- owner_id is the unique id of an identity or a policy; who deletes the owner deletes its tags.
CREATE TABLE access_tag (
    owner_id TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    tag_value TEXT NOT NULL,
    PRIMARY KEY (owner_id, tag_key)
);

-- A key without a user is the account's own.
CREATE TABLE access_key (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    account TEXT NOT NULL,
    user_id TEXT REFERENCES access_identity (id),
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX access_key_by_user ON access_key (user_id);

CREATE TABLE access_session (
    access_key_id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    token TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    arn TEXT NOT NULL,
    principal_id TEXT NOT NULL,
    role_arn TEXT,
    session_policy TEXT
);

CREATE INDEX access_session_by_expiry ON access_session (expires_at);
