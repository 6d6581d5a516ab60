-- A domain is 32 hex digits, kept as the uuid of the same 16 bytes. Digests are bytea, 32 bytes.

-- One stored object that holds chunks, or the segments of one seal. States: WRITING, LIVE,
-- CONDEMNED, TOMBSTONE. A WRITING row comes before the object, so nothing is stored that no row
-- knows of.
CREATE TABLE pack (
  pack_no       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  domain        uuid        NOT NULL,
  id            bytea       NOT NULL,
  generation    int         NOT NULL,
  store         text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('CONTENT', 'SEGMENTS')),
  state         text        NOT NULL CHECK (state IN ('WRITING', 'LIVE', 'CONDEMNED', 'TOMBSTONE')),
  owner         uuid,
  until         timestamptz,
  bytes         bigint      NOT NULL DEFAULT 0,
  chunks        int         NOT NULL DEFAULT 0,
  touched       bigint      NOT NULL DEFAULT 0,
  first_version uuid,
  created       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (domain, id, generation)
);

CREATE INDEX pack_writing ON pack (until) WHERE state = 'WRITING';

-- Where chunks of content packs lie. A chunk may have several places.
CREATE TABLE chunk (
  domain   uuid   NOT NULL,
  chunk_id bytea  NOT NULL,
  pack_no  bigint NOT NULL,
  slot     int    NOT NULL,
  position bigint NOT NULL,
  stored   int    NOT NULL,
  raw      int    NOT NULL,
  PRIMARY KEY (domain, chunk_id, pack_no)
);

-- The open content of a version. States: OPEN, SEALING, SEALED, CLOSED. Of a version that ended
-- before its draft was known there is a CLOSED row without a store, which fences earlier turns.
CREATE TABLE draft (
  version     uuid        PRIMARY KEY,
  epoch       bigint      NOT NULL,
  state       text        NOT NULL CHECK (state IN ('OPEN', 'SEALING', 'SEALED', 'CLOSED')),
  domain      uuid        NOT NULL,
  store       text        NOT NULL,
  profile     text        NOT NULL,
  parents     jsonb       NOT NULL,
  domains     jsonb       NOT NULL,
  next_run    bigint      NOT NULL DEFAULT 1,
  lease_until timestamptz NOT NULL,
  touched     timestamptz NOT NULL DEFAULT now(),
  idle_told   timestamptz,
  closed      timestamptz
);

CREATE INDEX draft_idle ON draft (touched) WHERE state = 'OPEN';
CREATE INDEX draft_closed ON draft (closed) WHERE closed IS NOT NULL;

-- Runs of changes; the later wins. A run lies in its row, or as an object in the draft's store.
-- A merged run stands where the last of its runs stood.
CREATE TABLE draft_run (
  version uuid   NOT NULL REFERENCES draft ON DELETE CASCADE,
  seq     bigint NOT NULL,
  level   int    NOT NULL,
  body    bytea,
  object  text,
  bytes   bigint NOT NULL,
  PRIMARY KEY (version, seq),
  CHECK ((body IS NULL) <> (object IS NULL))
);

-- Objects of runs that no row may refer to: written ahead of the object, taken back with the row
-- that refers to it, and written when such a row goes.
CREATE TABLE run_litter (
  object text        PRIMARY KEY,
  store  text        NOT NULL,
  after  timestamptz NOT NULL
);

CREATE INDEX run_litter_after ON run_litter (after);

-- A promise that a pack stays for a draft until its end, or the draft's lease_until if that is later.
CREATE TABLE lease (
  draft   uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
  pack_no bigint      NOT NULL,
  until   timestamptz NOT NULL,
  PRIMARY KEY (draft, pack_no)
);

CREATE INDEX lease_pack ON lease (pack_no);

-- Answers to requests that bore an Idempotency-Key.
CREATE TABLE answer (
  version     uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
  key         text        NOT NULL,
  fingerprint bytea       NOT NULL,
  body        jsonb       NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (version, key)
);

-- Seals asked for. States: PENDING, SEALED, FAILED, SUPERSEDED. Claims counts how often it was
-- begun, attempts how often that ended without a result.
CREATE TABLE seal (
  version       uuid        NOT NULL,
  epoch         bigint      NOT NULL,
  request       jsonb       NOT NULL,
  last_run      bigint      NOT NULL,
  state         text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SEALED', 'FAILED', 'SUPERSEDED')),
  claimed_by    uuid,
  claimed_until timestamptz,
  claims        int         NOT NULL DEFAULT 0,
  attempts      int         NOT NULL DEFAULT 0,
  not_before    timestamptz NOT NULL DEFAULT now(),
  failure       jsonb,
  asked         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (version, epoch)
);

CREATE INDEX seal_pending ON seal (not_before) WHERE state = 'PENDING';

-- What seals made; never changed. A version has a row for each epoch that was sealed.
CREATE TABLE manifest (
  version uuid        NOT NULL,
  epoch   bigint      NOT NULL,
  domain  uuid        NOT NULL,
  digest  bytea       NOT NULL,
  root    jsonb       NOT NULL,
  sealed  jsonb       NOT NULL,
  at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (version, epoch)
);

-- The number of the current round of collection.
CREATE TABLE round (
  number bigint NOT NULL
);
INSERT INTO round VALUES (1);

-- Outbox, as each service with a database has it in its first migration.
CREATE TABLE outbox (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic    text        NOT NULL,
  key      text        NOT NULL,
  event_id uuid        NOT NULL,
  type     text        NOT NULL,
  subject  text        NOT NULL,
  data     jsonb       NOT NULL,
  created  timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;

CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();
