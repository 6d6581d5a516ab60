-- What pipelines asked for. States: accepted (its version is to be made), loading, sealing, done, failed, cancelled.
CREATE TABLE ingest (
  id             uuid        PRIMARY KEY,
  caller         text        NOT NULL,
  key            text        NOT NULL,
  -- whether the key is the caller's own; else it only tells one delivery from another
  keyed          boolean     NOT NULL,
  -- SHA-256 of the request, hex
  fingerprint    text        NOT NULL,
  request        jsonb       NOT NULL,
  mode           text        NOT NULL,
  state          text        NOT NULL CHECK (state IN ('accepted', 'loading', 'sealing', 'done', 'failed', 'cancelled')),
  -- chosen before the version is made, so that it is made once
  version        uuid        NOT NULL,
  -- whether it made the version itself
  makes          boolean     NOT NULL,
  attempt        int         NOT NULL DEFAULT 1,
  -- upload-service has told the end of this attempt
  loaded         boolean     NOT NULL DEFAULT false,
  counts         jsonb       NOT NULL,
  misses         jsonb       NOT NULL DEFAULT '[]',
  -- why nothing more was loaded
  load_failure   jsonb,
  failure_code   text,
  failure_detail text,
  created        timestamptz NOT NULL DEFAULT now(),
  started        timestamptz,
  updated        timestamptz NOT NULL DEFAULT now(),
  ended          timestamptz,
  UNIQUE (caller, key)
);
CREATE INDEX ingest_version ON ingest (version);
CREATE INDEX ingest_open ON ingest (updated) WHERE state IN ('accepted', 'loading', 'sealing');
CREATE INDEX ingest_created ON ingest (created DESC, id DESC);
