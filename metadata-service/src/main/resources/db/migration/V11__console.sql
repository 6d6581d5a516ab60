-- What was said about the making of a version, line by line. Nobody changes a line; the oldest of too
-- many go, and all go with their version.
CREATE TABLE console_line (
  version uuid        NOT NULL REFERENCES version ON DELETE CASCADE,
  -- in the order in which they became visible: whoever appends holds the version's row
  number  bigint      NOT NULL,
  at      timestamptz NOT NULL,
  by      text        NOT NULL,
  source  text        NOT NULL,
  text    text        NOT NULL,
  -- of the request that said it, at its first line
  key     text,
  PRIMARY KEY (version, number)
);
CREATE UNIQUE INDEX console_line_key ON console_line (version, key) WHERE key IS NOT NULL;

CREATE FUNCTION console_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said stays as it was said' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER console_line_guard BEFORE UPDATE ON console_line
  FOR EACH ROW EXECUTE FUNCTION console_line_guard();
