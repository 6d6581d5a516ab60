-- What was told of versions, for those who listen over HTTP and for webhooks. Written by the relay of
-- the outbox, one transaction after the other, so that who has seen a place has seen all before it.
CREATE TABLE journal (
  place    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid        NOT NULL UNIQUE,
  type     text        NOT NULL,
  subject  text        NOT NULL,
  time     timestamptz NOT NULL,
  data     jsonb       NOT NULL
);
CREATE INDEX journal_time ON journal (time);

-- One row: what is not kept any more, and up to where webhooks have their deliveries.
CREATE TABLE journal_mark (
  one       boolean PRIMARY KEY CHECK (one),
  forgotten bigint  NOT NULL,
  planned   bigint  NOT NULL
);
INSERT INTO journal_mark VALUES (true, 0, 0);

CREATE FUNCTION journal_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('journal', '');
  RETURN NULL;
END $$;

CREATE TRIGGER journal_notify AFTER INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_notify();

CREATE TABLE webhook (
  id          uuid        PRIMARY KEY,
  url         text        NOT NULL,
  -- none: all
  types       text[]      NOT NULL,
  project     text        COLLATE "C",
  dataset     text        COLLATE "C",
  tags        text[]      NOT NULL,
  secret      text        NOT NULL,
  description text        NOT NULL,
  -- why nothing is sent to it any more
  disabled    text,
  -- it is told of what comes after this place in the journal
  since       bigint      NOT NULL,
  created     timestamptz NOT NULL,
  created_by  text        NOT NULL
);
CREATE INDEX webhook_created ON webhook (created DESC, id DESC);

CREATE TABLE delivery (
  id       uuid        PRIMARY KEY,
  webhook  uuid        NOT NULL REFERENCES webhook ON DELETE CASCADE,
  event_id uuid        NOT NULL,
  type     text        NOT NULL,
  -- what is signed and sent, byte for byte
  body     text        NOT NULL,
  status   text        NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts integer     NOT NULL,
  code     integer,
  error    text,
  -- in the order in which events were told
  place    bigint      NOT NULL,
  created  timestamptz NOT NULL,
  -- its term begins
  begun    timestamptz NOT NULL,
  -- sent next; while an attempt is under way, when that counts as lost
  due      timestamptz NOT NULL,
  ended    timestamptz,
  UNIQUE (webhook, event_id),
  CHECK ((status = 'pending') = (ended IS NULL))
);
CREATE INDEX delivery_pending ON delivery (webhook, due) WHERE status = 'pending';
CREATE INDEX delivery_listed ON delivery (webhook, created DESC, id DESC);
CREATE INDEX delivery_ended ON delivery (ended) WHERE status <> 'pending';
