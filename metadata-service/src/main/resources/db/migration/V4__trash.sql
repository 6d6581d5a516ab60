-- What is deleted lies in the trash until its term is over: hidden, its number taken, as it was otherwise.
ALTER TABLE version
  ADD COLUMN trashed    timestamptz,
  ADD COLUMN trashed_by text,
  -- end of the term
  ADD COLUMN purge      timestamptz,
  ADD CHECK ((trashed IS NULL) = (trashed_by IS NULL)),
  ADD CHECK ((trashed IS NULL) = (purge IS NULL)),
  -- nobody writes into the trash
  ADD CHECK (trashed IS NULL OR state <> 'UPLOADING');
CREATE INDEX version_purge ON version (purge) WHERE purge IS NOT NULL;

-- When it was put into the trash as a whole; it goes with the last of its versions.
ALTER TABLE dataset ADD COLUMN trashed timestamptz;
CREATE INDEX dataset_trashed ON dataset (trashed) WHERE trashed IS NOT NULL;

-- As before, and what is in the trash is no parent.
CREATE OR REPLACE FUNCTION version_parent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'parents cannot be changed' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- when the version itself goes, its row is gone already
    IF EXISTS (SELECT FROM version WHERE id = old.version) THEN
      RAISE EXCEPTION 'version %: its parents cannot be taken away', old.version
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN old;
  END IF;
  IF NOT EXISTS (SELECT FROM version WHERE id = new.version AND state = 'UPLOADING' AND NOT sealing) THEN
    RAISE EXCEPTION 'version % takes no parents any more', new.version USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM version WHERE id = new.parent AND state IN ('FINAL', 'PUBLISHED')
                 AND trashed IS NULL) THEN
    RAISE EXCEPTION 'version % is not sealed, or in the trash, and cannot be a parent', new.parent
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
