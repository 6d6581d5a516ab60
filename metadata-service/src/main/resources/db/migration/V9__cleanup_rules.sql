-- Which versions of a dataset, or of a project's datasets, stay when it is cleaned up.
CREATE TABLE cleanup_rule (
  id             uuid        PRIMARY KEY,
  -- one of both
  project        uuid        UNIQUE REFERENCES project ON DELETE CASCADE,
  dataset        uuid        UNIQUE REFERENCES dataset ON DELETE CASCADE,
  keep_last      integer     NOT NULL CHECK (keep_last > 0),
  keep_tagged    boolean     NOT NULL,
  keep_used_days integer     CHECK (keep_used_days > 0),
  set_by         text        NOT NULL,
  set_at         timestamptz NOT NULL,
  -- when it was followed, or set, last
  ran            timestamptz NOT NULL,
  CHECK ((project IS NULL) <> (dataset IS NULL))
);
CREATE INDEX cleanup_rule_ran ON cleanup_rule (ran);
