-- Topics whose records are collected into versions: one topic a dataset.
CREATE TABLE records_rule (
  dataset        uuid        PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
  -- another one with another topic
  id             uuid        NOT NULL,
  topic          text        NOT NULL,
  -- which of the topics that have had this name
  topic_id       text        NOT NULL,
  -- null: all
  partitions     int[],
  start          text        NOT NULL CHECK (start IN ('earliest', 'latest')),
  close_records  bigint      CHECK (close_records > 0),
  close_seconds  bigint      CHECK (close_seconds > 0),
  file_records   int         NOT NULL CHECK (file_records > 0),
  zstd           boolean     NOT NULL,
  values_only    boolean     NOT NULL,
  path           text        NOT NULL,
  publish        boolean     NOT NULL,
  set_by         text        NOT NULL,
  set_at         timestamptz NOT NULL,
  -- by partition, the first offset that is in no ingest; a partition that is not named begins at its beginning
  next           jsonb       NOT NULL,
  -- ingests so far
  planned        bigint      NOT NULL DEFAULT 0,
  -- the last of them, unless it was given up, and by partition the offsets that are in it
  ingest         uuid,
  ranges         jsonb       NOT NULL DEFAULT '{}',
  -- offsets that wait, and since when
  waiting        bigint      NOT NULL DEFAULT 0,
  since          timestamptz,
  check_at       timestamptz NOT NULL DEFAULT now(),
  -- attempts of the last ingest that failed one after the other, and when the next one is due
  tries          int         NOT NULL DEFAULT 0,
  retry_at       timestamptz,
  -- somebody has to decide
  stopped        boolean     NOT NULL DEFAULT false,
  failure_code   text,
  failure_detail text,
  CHECK (close_records IS NOT NULL OR close_seconds IS NOT NULL)
);
CREATE INDEX records_rule_check ON records_rule (check_at);

-- What it was to load is asked for by another one: it is not tried again.
ALTER TABLE ingest ADD COLUMN given_up boolean NOT NULL DEFAULT false;
