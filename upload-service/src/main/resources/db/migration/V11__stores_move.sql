-- Domains whose packs are brought to another store. New packs of a domain go where the last of its
-- rows says, whatever the draft's row has. States: RUNNING, DONE.
CREATE TABLE migration (
  id            uuid        PRIMARY KEY,
  turn          bigint      GENERATED ALWAYS AS IDENTITY,
  domain        uuid        NOT NULL,
  target        text        NOT NULL,
  keep          boolean     NOT NULL,
  state         text        NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE')),
  claimed_by    uuid,
  claimed_until timestamptz,
  not_before    timestamptz NOT NULL DEFAULT now(),
  problem       text
);

CREATE INDEX migration_domain ON migration (domain, turn);
CREATE INDEX migration_running ON migration (turn) WHERE state = 'RUNNING';

CREATE INDEX pack_domain_store ON pack (domain, store, pack_no);

-- Objects of packs that lie in another store now.
CREATE TABLE old_copy (
  pack_no bigint      NOT NULL REFERENCES pack ON DELETE CASCADE,
  store   text        NOT NULL,
  after   timestamptz NOT NULL,
  PRIMARY KEY (pack_no, store)
);

CREATE INDEX old_copy_after ON old_copy (after);
