ALTER TABLE version
  -- what it was made of when that is more than one parent, and how: sources with their roots and bases
  ADD COLUMN merge     jsonb,
  ADD COLUMN conflicts bigint NOT NULL DEFAULT 0,
  -- counts against each of several parents
  ADD COLUMN changes   jsonb  NOT NULL DEFAULT '{"each": []}';
ALTER TABLE version ALTER COLUMN conflicts DROP DEFAULT, ALTER COLUMN changes DROP DEFAULT;

CREATE FUNCTION version_merge_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.merge IS DISTINCT FROM old.merge THEN
    RAISE EXCEPTION 'version %: what it was made of cannot be changed', old.id
      USING ERRCODE = 'check_violation';
  END IF;
  IF old.state IN ('FINAL', 'PUBLISHED') AND
     (new.conflicts, new.changes) IS DISTINCT FROM (old.conflicts, old.changes) THEN
    RAISE EXCEPTION 'version % is %: its content cannot be changed', old.id, old.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER version_merge_guard BEFORE UPDATE ON version
  FOR EACH ROW EXECUTE FUNCTION version_merge_guard();
