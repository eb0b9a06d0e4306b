-- What the statements of the stores call, as SQLite has it.

CREATE FUNCTION instr(whole text, part text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT strpos(whole, part) $$;

-- Of the classes in brackets only those that stand for one character of the pattern's own: [*], [?] and [[].
CREATE FUNCTION glob(pattern text, value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT value LIKE replace(replace(replace(
        translate(
            replace(replace(replace(
                replace(replace(replace(pattern, '\', '\\'), '%', '\%'), '_', '\_'),
                '[*]', E'\x01'), '[?]', E'\x02'), '[[]', E'\x03'),
            '*?', '%_'),
        E'\x01', '*'), E'\x02', '?'), E'\x03', '[')
    $$;
