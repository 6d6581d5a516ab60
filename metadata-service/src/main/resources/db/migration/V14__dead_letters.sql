-- Dead letters that somebody has dealt with: Kafka keeps the records themselves until their time is over.
CREATE TABLE dead_letter (
  id  text        PRIMARY KEY,
  how text        NOT NULL CHECK (how IN ('replayed', 'dropped')),
  by  text        NOT NULL,
  at  timestamptz NOT NULL DEFAULT now()
);
