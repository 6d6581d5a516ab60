-- Domains whose packs were brought to another store than the one that names them: what is made in
-- project and store from now on lies where the domain lies.
CREATE TABLE moved_domain (
  domain  text PRIMARY KEY,
  -- the project that the domain is of
  project uuid NOT NULL,
  -- URI of the store that holds its packs now
  store   text NOT NULL
);
CREATE INDEX moved_domain_project ON moved_domain (project);

CREATE TABLE storage_migration (
  id          uuid        PRIMARY KEY,
  domain      text        NOT NULL,
  source      text        NOT NULL,
  target      text        NOT NULL,
  keep        boolean     NOT NULL,
  packs       bigint      NOT NULL,
  moved       bigint      NOT NULL,
  bytes       bigint      NOT NULL,
  moved_bytes bigint      NOT NULL,
  problem     text,
  asked_by    text        NOT NULL,
  asked       timestamptz NOT NULL,
  -- null: it runs
  ended       timestamptz
);
CREATE UNIQUE INDEX storage_migration_running ON storage_migration (domain) WHERE ended IS NULL;
CREATE INDEX storage_migration_asked ON storage_migration (asked DESC, id);

CREATE INDEX version_domain ON version (domain);

CREATE FUNCTION domain_ids(domains jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_agg(d.value->'id' ORDER BY d.ordinality)
  FROM jsonb_array_elements(domains->'all') WITH ORDINALITY AS d
$$;

-- As before, but where the bytes lie may change, for who says that they are brought elsewhere:
-- which bytes these are may not.
CREATE OR REPLACE FUNCTION version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF new.state <> 'UPLOADING' OR new.sealing THEN
      RAISE EXCEPTION 'a version begins as an open draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
  END IF;
  IF (new.id, new.dataset, new.number, new.number_key, new.domain, new.profile, new.created)
     IS DISTINCT FROM
     (old.id, old.dataset, old.number, old.number_key, old.domain, old.profile, old.created) THEN
    RAISE EXCEPTION 'version %: what it is cannot be changed', old.id USING ERRCODE = 'check_violation';
  END IF;
  IF (new.store, new.domains) IS DISTINCT FROM (old.store, old.domains) AND
     current_setting('lamella.migrates', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'version %: where it lies cannot be changed', old.id USING ERRCODE = 'check_violation';
  END IF;
  IF old.state IN ('FINAL', 'PUBLISHED') AND
     (new.digest, new.root, domain_ids(new.domains), new.files, new.links, new.bytes, new.stored_bytes,
      new.added, new.modified, new.removed, new.epoch)
     IS DISTINCT FROM
     (old.digest, old.root, domain_ids(old.domains), old.files, old.links, old.bytes, old.stored_bytes,
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
