-- Files that several items load a range each of. Item: the number of the one that puts the file together, which is told
-- when no range is missing any more.
CREATE TABLE ingest_split (
  ingest  uuid   NOT NULL REFERENCES ingest ON DELETE CASCADE,
  item    int    NOT NULL,
  file    jsonb  NOT NULL,
  mode    int    NOT NULL,
  missing int    NOT NULL,
  -- bytes of its ranges that are in packs
  bytes   bigint NOT NULL DEFAULT 0,
  -- why it cannot be had
  code    text,
  detail  text,
  PRIMARY KEY (ingest, item)
);

-- Where the bytes of a range lie, from the byte start on: in packs, and the last ones here.
CREATE TABLE ingest_range (
  ingest  uuid   NOT NULL,
  split   int    NOT NULL,
  start   bigint NOT NULL,
  extents jsonb  NOT NULL,
  tail    bytea  NOT NULL,
  PRIMARY KEY (ingest, split, start),
  FOREIGN KEY (ingest, split) REFERENCES ingest_split ON DELETE CASCADE
);

-- How many numbers, below 0, items of such files have.
ALTER TABLE ingest ADD COLUMN split_items int NOT NULL DEFAULT 0;
