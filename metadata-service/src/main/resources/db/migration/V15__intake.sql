-- Which events bring files into a dataset. One that is removed stays until its windows have ended.
CREATE TABLE intake_rule (
  dataset    uuid        PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
  definition jsonb       NOT NULL,
  revision   bigint      NOT NULL DEFAULT 1,
  -- number of the newest window
  windows    bigint      NOT NULL DEFAULT 0,
  removed    boolean     NOT NULL DEFAULT false,
  set_by     text        NOT NULL,
  set_at     timestamptz NOT NULL
);

-- What came between two closings. One is open at a time; the oldest that has not ended has the dataset's draft.
CREATE TABLE intake_window (
  dataset   uuid        NOT NULL REFERENCES intake_rule ON DELETE CASCADE,
  seq       bigint      NOT NULL,
  -- chosen before the version is made, so that it is made once
  version   uuid        NOT NULL UNIQUE,
  made      boolean     NOT NULL DEFAULT false,
  state     text        NOT NULL CHECK (state IN ('open', 'closed', 'done', 'empty', 'failed')),
  files     bigint      NOT NULL,
  bytes     bigint      NOT NULL,
  first_at  timestamptz NOT NULL DEFAULT now(),
  last_at   timestamptz NOT NULL DEFAULT now(),
  closed_by text,
  -- what was decided when all of it was loaded, before it was done: sealed or empty
  ending    text        CHECK (ending IN ('sealed', 'empty')),
  ended_at  timestamptz,
  detail    text,
  PRIMARY KEY (dataset, seq)
);
CREATE UNIQUE INDEX intake_window_open ON intake_window (dataset) WHERE state = 'open';
CREATE INDEX intake_window_waiting ON intake_window (dataset, seq) WHERE state IN ('open', 'closed');

-- Files of a window: as they came, until there are enough of them for a request, or time is up; then as many together as a request names.
CREATE TABLE intake_batch (
  id      uuid        PRIMARY KEY,
  dataset uuid        NOT NULL,
  seq     bigint      NOT NULL,
  place   bigint      GENERATED ALWAYS AS IDENTITY,
  at      timestamptz NOT NULL DEFAULT now(),
  -- whether a request is made of it as it is
  ready   boolean     NOT NULL,
  files   int         NOT NULL,
  -- sources of a request, JSON
  sources text        NOT NULL,
  -- the ingest that loads them; null: not asked for yet
  ingest  uuid,
  FOREIGN KEY (dataset, seq) REFERENCES intake_window ON DELETE CASCADE
);
CREATE INDEX intake_batch_window ON intake_batch (dataset, seq, place);
CREATE INDEX intake_batch_ingest ON intake_batch (ingest);

-- Up to where each partition of the topic is in windows.
CREATE TABLE intake_place (
  -- Kafka's id of the topic: one that is made anew begins anew
  topic     text   NOT NULL,
  partition int    NOT NULL,
  next      bigint NOT NULL,
  PRIMARY KEY (topic, partition)
);
