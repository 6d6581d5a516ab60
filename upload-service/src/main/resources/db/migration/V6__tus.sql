-- Files that come by tus, in several requests. PLAIN is a file, PARTIAL bytes for one, FINAL a file
-- that was put together of those. One whose length is reached is whole: a file is registered then.
CREATE TABLE tus_upload (
  id           uuid        PRIMARY KEY,
  version      uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
  epoch        bigint      NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('PLAIN', 'PARTIAL', 'FINAL')),
  path         text,
  mode         int         NOT NULL,
  -- nanoseconds since 1970 UTC
  mtime        bigint      NOT NULL,
  -- what the client said of it, and what a FINAL one was put together of, both as it said it
  metadata     text,
  concat       text,
  -- null: the client has not said yet
  length       bigint,
  -- bytes that lie in packs, those behind them, and the state of the SHA-256 over the former
  settled      bigint      NOT NULL DEFAULT 0,
  tail         bytea       NOT NULL DEFAULT '',
  digest       bytea       NOT NULL DEFAULT '',
  -- the request that writes it, for as long as it says that it does, and whether another one waits
  writer       uuid,
  writer_until timestamptz,
  wanted       boolean     NOT NULL DEFAULT false,
  expires      timestamptz NOT NULL,
  CHECK ((path IS NULL) = (kind = 'PARTIAL')),
  CHECK (settled + octet_length(tail) <= length)
);

CREATE INDEX tus_upload_version ON tus_upload (version);
CREATE INDEX tus_upload_expires ON tus_upload (expires);
CREATE INDEX tus_upload_writer ON tus_upload (writer) WHERE writer IS NOT NULL;

-- Where the settled bytes of an upload lie, from the byte start on.
CREATE TABLE tus_extents (
  upload  uuid   NOT NULL REFERENCES tus_upload ON DELETE CASCADE,
  start   bigint NOT NULL,
  extents jsonb  NOT NULL,
  PRIMARY KEY (upload, start)
);
