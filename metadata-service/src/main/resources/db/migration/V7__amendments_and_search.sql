-- Who changed what may change about a version, and when. It only grows; it goes with its version.
CREATE TABLE amendment (
  id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version uuid        NOT NULL REFERENCES version ON DELETE CASCADE,
  at      timestamptz NOT NULL,
  by      text        NOT NULL,
  -- what became different, from what to what, within bounds
  amended jsonb       NOT NULL
);
CREATE INDEX amendment_of_version ON amendment (version, id DESC);

CREATE FUNCTION amendment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- when the version itself goes, its row is gone already
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM version WHERE id = old.version) THEN
    RETURN old;
  END IF;
  RAISE EXCEPTION 'what was changed about a version stays on record' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER amendment_guard BEFORE UPDATE OR DELETE ON amendment
  FOR EACH ROW EXECUTE FUNCTION amendment_guard();
CREATE TRIGGER amendment_guard_all BEFORE TRUNCATE ON amendment
  FOR EACH STATEMENT EXECUTE FUNCTION amendment_guard();

-- The newest page of what somebody made, and of what holds certain metadata, is found without
-- reading the versions of others.
CREATE INDEX version_creator ON version (created_by, created DESC, id DESC);
CREATE INDEX version_metadata ON version USING gin (metadata jsonb_path_ops);
