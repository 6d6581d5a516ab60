-- Reports on versions: tables, histograms, series of values, images, media. One of a kind, title, series
-- and iteration; all go with their version.
CREATE TABLE report (
  id        uuid        PRIMARY KEY,
  version   uuid        NOT NULL REFERENCES version ON DELETE CASCADE,
  kind      text        COLLATE "C" NOT NULL CHECK (kind IN ('table', 'histogram', 'scalar', 'image', 'media')),
  title     text        COLLATE "C" NOT NULL,
  series    text        COLLATE "C" NOT NULL,
  iteration bigint      NOT NULL,
  at        timestamptz NOT NULL,
  by        text        NOT NULL,
  -- of tables and histograms
  body      jsonb,
  -- of images and media
  name      text,
  type      text,
  bytes     bigint      NOT NULL,
  UNIQUE (version, title, series, kind, iteration),
  CHECK ((body IS NOT NULL) = (kind IN ('table', 'histogram'))),
  CHECK ((type IS NOT NULL) = (kind IN ('image', 'media')))
);

-- Apart from what is listed.
CREATE TABLE report_file (
  report  uuid  PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  content bytea NOT NULL
);
-- Images and sound are compressed already.
ALTER TABLE report_file ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE report_point (
  report    uuid             NOT NULL REFERENCES report ON DELETE CASCADE,
  iteration bigint           NOT NULL,
  value     double precision NOT NULL,
  PRIMARY KEY (report, iteration)
);
