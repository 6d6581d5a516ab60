-- What a seal made stays. A manifest comes with the turn that its draft is sealed in, and goes only
-- when the version has come to a later turn, as a deleted one has; changed it is never.
CREATE OR REPLACE FUNCTION manifest_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM draft WHERE version = new.version AND epoch = new.epoch AND state = 'SEALING';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'version %: nothing of it is being sealed in turn %', new.version, new.epoch
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM 1 FROM draft WHERE version = old.version AND epoch > old.epoch;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'version %: its manifest stays as long as it does', old.version
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN old;
  END IF;
  RAISE EXCEPTION 'version %: its manifest cannot be changed', old.version
    USING ERRCODE = 'check_violation';
END $$;

DROP TRIGGER manifest_guard ON manifest;
CREATE TRIGGER manifest_guard BEFORE INSERT OR UPDATE OR DELETE ON manifest
  FOR EACH ROW EXECUTE FUNCTION manifest_guard();
