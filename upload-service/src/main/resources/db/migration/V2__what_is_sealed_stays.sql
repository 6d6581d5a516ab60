-- What is sealed stays as it is, whoever writes: rules that the service keeps are kept here too.

-- A draft moves on in turns. One that was frozen, sealed or closed is open again only in a later
-- turn, and takes no place for another run before.
CREATE FUNCTION draft_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.version <> old.version THEN
    RAISE EXCEPTION 'draft %: it is of its version only', old.version USING ERRCODE = 'check_violation';
  END IF;
  IF new.epoch < old.epoch THEN
    RAISE EXCEPTION 'draft %: its epoch never falls', old.version USING ERRCODE = 'check_violation';
  END IF;
  IF new.epoch = old.epoch AND old.state <> 'OPEN' AND
     (new.state = 'OPEN' OR new.next_run <> old.next_run) THEN
    RAISE EXCEPTION 'draft % is %: only a later turn opens it', old.version, old.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER draft_guard BEFORE UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION draft_guard();

-- Runs come, and are merged, while their draft is open; what a seal reads does not go meanwhile.
-- The draft's row is locked, so that it cannot be frozen between the look and the commit.
CREATE FUNCTION draft_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now_is text;
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
  SELECT state INTO now_is FROM draft WHERE version = new.version FOR SHARE;
  IF now_is <> 'OPEN' THEN
    RAISE EXCEPTION 'draft % is % and takes no runs', new.version, now_is
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER draft_run_guard BEFORE INSERT OR UPDATE OR DELETE ON draft_run
  FOR EACH ROW EXECUTE FUNCTION draft_run_guard();

-- What a seal made is the content of a version.
CREATE FUNCTION manifest_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'version %: its manifest cannot be changed', old.version
    USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER manifest_guard BEFORE UPDATE ON manifest FOR EACH ROW EXECUTE FUNCTION manifest_guard();
