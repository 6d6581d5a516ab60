-- As before, and who fills a draft may say that it has failed: what is imported and not whole never becomes final.
CREATE OR REPLACE FUNCTION version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF new.state <> 'UPLOADING' OR new.sealing THEN
      RAISE EXCEPTION 'a version begins as an open draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
  END IF;
  IF (new.id, new.dataset, new.number, new.number_key, new.domain, new.store, new.profile, new.created)
     IS DISTINCT FROM
     (old.id, old.dataset, old.number, old.number_key, old.domain, old.store, old.profile, old.created) THEN
    RAISE EXCEPTION 'version %: what it is cannot be changed', old.id USING ERRCODE = 'check_violation';
  END IF;
  IF old.state IN ('FINAL', 'PUBLISHED') AND
     (new.digest, new.root, new.domains, new.files, new.links, new.bytes, new.stored_bytes,
      new.added, new.modified, new.removed, new.epoch)
     IS DISTINCT FROM
     (old.digest, old.root, old.domains, old.files, old.links, old.bytes, old.stored_bytes,
      old.added, old.modified, old.removed, old.epoch) THEN
    RAISE EXCEPTION 'version % is %: its content cannot be changed', old.id, old.state
      USING ERRCODE = 'check_violation';
  END IF;
  IF new.epoch < old.epoch THEN
    RAISE EXCEPTION 'version %: its epoch never falls', old.id USING ERRCODE = 'check_violation';
  END IF;
  IF new.state <> old.state AND NOT (
       (old.state = 'UPLOADING' AND new.state IN ('ABORTED', 'FAILED'))
       OR (old.state = 'UPLOADING' AND old.sealing AND new.state = 'FINAL')
       OR (old.state IN ('FAILED', 'ABORTED') AND new.state = 'UPLOADING' AND NOT new.sealing)
       OR (old.state = 'FINAL' AND new.state = 'PUBLISHED')) THEN
    RAISE EXCEPTION 'version % cannot go from % to %', old.id, old.state, new.state
      USING ERRCODE = 'check_violation';
  END IF;
  IF new.epoch = old.epoch AND (
       (new.sealing AND NOT old.sealing)
       OR (new.state <> old.state AND new.state IN ('UPLOADING', 'ABORTED', 'FAILED'))) THEN
    RAISE EXCEPTION 'version %: this turn raises its epoch', old.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
