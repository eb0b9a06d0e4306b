-- What a session's writes belong to, when they are not to be seen at once.
ALTER TABLE access_session ADD COLUMN transaction_id TEXT;
