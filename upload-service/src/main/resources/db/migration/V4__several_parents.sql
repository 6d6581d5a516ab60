ALTER TABLE draft
  -- how several parents come together; null: there is at most one
  ADD COLUMN merge     jsonb,
  -- paths that several parents changed, each in its own way; null: they are not merged yet
  ADD COLUMN conflicts bigint;

-- As before, but the run that merges the parents comes when the draft is first used, and be it by
-- its seal: in its place before the first one, as long as the draft does not say that it came.
CREATE OR REPLACE FUNCTION draft_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now_is   text;
  unmerged boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT state INTO now_is FROM draft WHERE version = old.version FOR SHARE;
    IF now_is = 'SEALING' THEN
      RAISE EXCEPTION 'draft % is being sealed: its runs stay', old.version
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN old;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'draft %: a run is replaced, not changed', old.version
      USING ERRCODE = 'check_violation';
  END IF;
  SELECT state, merge IS NOT NULL AND conflicts IS NULL INTO now_is, unmerged
    FROM draft WHERE version = new.version FOR SHARE;
  IF now_is <> 'OPEN' AND NOT (now_is = 'SEALING' AND new.seq = 0 AND unmerged) THEN
    RAISE EXCEPTION 'draft % is % and takes no runs', new.version, now_is
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
