-- What pipelines want loaded. States: PLANNING (its sources are listed), LOADING (all items are told), LOADED,
-- CANCELLED. Numbers of items count from 0 in each attempt.
CREATE TABLE ingest (
  id            uuid        PRIMARY KEY,
  version       uuid        NOT NULL,
  epoch         bigint      NOT NULL,
  attempt       int         NOT NULL,
  plan          jsonb       NOT NULL,
  state         text        NOT NULL DEFAULT 'PLANNING' CHECK (state IN ('PLANNING', 'LOADING', 'LOADED', 'CANCELLED')),
  -- only what was missed before is loaded again
  misses_only   boolean     NOT NULL DEFAULT false,
  -- what is to be replaced is gone from the draft
  cleared       boolean     NOT NULL DEFAULT false,
  -- where the listing stands: the source's number, and what it goes on behind
  source        int         NOT NULL DEFAULT 0,
  position      text,
  items         int         NOT NULL DEFAULT 0,
  done_items    int         NOT NULL DEFAULT 0,
  files         bigint      NOT NULL DEFAULT 0,
  bytes         bigint      NOT NULL DEFAULT 0,
  done_files    bigint      NOT NULL DEFAULT 0,
  done_bytes    bigint      NOT NULL DEFAULT 0,
  failed_files  bigint      NOT NULL DEFAULT 0,
  claimed_by    uuid,
  claimed_until timestamptz,
  not_before    timestamptz NOT NULL DEFAULT now(),
  tries         int         NOT NULL DEFAULT 0,
  told          timestamptz,
  updated       timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ingest_planning ON ingest (not_before) WHERE state = 'PLANNING';
CREATE INDEX ingest_version ON ingest (version);

-- Items whose effect is in the draft.
CREATE TABLE ingest_item (
  ingest uuid NOT NULL REFERENCES ingest ON DELETE CASCADE,
  item   int  NOT NULL,
  PRIMARY KEY (ingest, item)
);

-- Files that could not be had. File: what another attempt loads; null: it cannot be tried again by itself.
CREATE TABLE ingest_miss (
  ingest  uuid   NOT NULL REFERENCES ingest ON DELETE CASCADE,
  number  bigint GENERATED ALWAYS AS IDENTITY,
  attempt int    NOT NULL,
  path    text   NOT NULL,
  uri     text   NOT NULL,
  code    text   NOT NULL,
  detail  text   NOT NULL,
  file    jsonb,
  PRIMARY KEY (ingest, number)
);
