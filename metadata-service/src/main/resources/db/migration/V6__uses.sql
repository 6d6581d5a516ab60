-- Which runs used which versions. It stays when the version goes, so it names it in words too.
CREATE TABLE version_use (
  id         uuid        PRIMARY KEY,
  run        text        COLLATE "C" NOT NULL,
  tool       text,
  version    uuid        NOT NULL,
  project    text        NOT NULL,
  name       text        NOT NULL,
  number     text        NOT NULL,
  digest     text        NOT NULL,
  -- empty: none
  alias      text        NOT NULL,
  asked      text,
  overridden boolean     NOT NULL,
  -- in words; empty: everything
  portion    text        NOT NULL,
  host       text,
  by         text        NOT NULL,
  first      timestamptz NOT NULL,
  last       timestamptz NOT NULL,
  times      bigint      NOT NULL
);
CREATE UNIQUE INDEX version_use_once ON version_use (run, version, alias, md5(portion));
CREATE INDEX version_use_version ON version_use (version, first DESC, id DESC);
CREATE INDEX version_use_run ON version_use (run, first DESC, id DESC);
