-- The catalog: projects, datasets, versions, their parents, operations, and the outbox.

CREATE TABLE project (
  id         uuid        PRIMARY KEY,
  path       text        COLLATE "C" NOT NULL UNIQUE,
  parent     uuid        REFERENCES project,
  created    timestamptz NOT NULL,
  created_by text        NOT NULL
);
CREATE INDEX project_parent ON project (parent);

CREATE TABLE dataset (
  id             uuid        PRIMARY KEY,
  project        uuid        NOT NULL REFERENCES project,
  name           text        COLLATE "C" NOT NULL,
  -- the project at creation: what shares chunks, also after a move
  domain_project uuid        NOT NULL,
  description    text        NOT NULL,
  tags           text[]      NOT NULL,
  profile        text        NOT NULL CHECK (profile IN ('fine', 'default', 'coarse')),
  storage        text        NOT NULL,
  -- the highest PEP 440 number ever given, so that none is given twice
  highest        text,
  archived       boolean     NOT NULL,
  row_version    bigint      NOT NULL,
  created        timestamptz NOT NULL,
  updated        timestamptz NOT NULL,
  created_by     text        NOT NULL,
  UNIQUE (project, name)
);
CREATE INDEX dataset_name ON dataset (name);
CREATE INDEX dataset_tags ON dataset USING gin (tags);

CREATE TABLE version (
  id             uuid        PRIMARY KEY,
  dataset        uuid        NOT NULL REFERENCES dataset,
  number         text        NOT NULL,
  -- orders numbers byte by byte; equal for numbers that PEP 440 holds equal
  number_key     text        COLLATE "C" NOT NULL,
  state          text        NOT NULL CHECK (state IN ('UPLOADING', 'FAILED', 'ABORTED', 'FINAL', 'PUBLISHED')),
  sealing        boolean     NOT NULL,
  epoch          bigint      NOT NULL CHECK (epoch > 0),
  row_version    bigint      NOT NULL,
  archived       boolean     NOT NULL,
  profile        text        NOT NULL CHECK (profile IN ('fine', 'default', 'coarse')),
  domain         text        NOT NULL,
  store          text        NOT NULL,
  -- where bytes of its manifest may lie: its own domain, then those of its parents
  domains        jsonb       NOT NULL,
  digest         text,
  root           jsonb,
  files          bigint      NOT NULL,
  links          bigint      NOT NULL,
  bytes          bigint      NOT NULL,
  stored_bytes   bigint      NOT NULL,
  added          bigint      NOT NULL,
  modified       bigint      NOT NULL,
  removed        bigint      NOT NULL,
  tags           text[]      NOT NULL,
  description    text        NOT NULL,
  message        text        NOT NULL,
  metadata       jsonb       NOT NULL,
  produced_by    jsonb       NOT NULL,
  failure_code   text,
  failure_detail text,
  created        timestamptz NOT NULL,
  updated        timestamptz NOT NULL,
  created_by     text        NOT NULL,
  UNIQUE (dataset, number),
  UNIQUE (dataset, number_key),
  CHECK (NOT sealing OR state = 'UPLOADING'),
  CHECK ((state IN ('FINAL', 'PUBLISHED')) = (digest IS NOT NULL)),
  CHECK ((digest IS NULL) = (root IS NULL)),
  CHECK ((state = 'FAILED') = (failure_code IS NOT NULL))
);
CREATE INDEX version_created ON version (created DESC, id DESC);
CREATE INDEX version_tags ON version USING gin (tags);

CREATE TABLE version_parent (
  version  uuid    NOT NULL REFERENCES version ON DELETE CASCADE,
  position integer NOT NULL CHECK (position >= 0),
  parent   uuid    NOT NULL REFERENCES version,
  PRIMARY KEY (version, position),
  UNIQUE (version, parent)
);
CREATE INDEX version_parent_parent ON version_parent (parent);

-- A finalize: running until its epoch is sealed, failed, or overtaken by another turn of the version.
CREATE TABLE operation (
  version        uuid        NOT NULL REFERENCES version ON DELETE CASCADE,
  epoch          bigint      NOT NULL,
  status         text        NOT NULL CHECK (status IN ('running', 'done', 'failed', 'superseded')),
  failure_code   text,
  failure_detail text,
  started        timestamptz NOT NULL,
  asked          timestamptz NOT NULL,
  ended          timestamptz,
  PRIMARY KEY (version, epoch)
);
CREATE INDEX operation_running ON operation (asked) WHERE status = 'running';

CREATE TABLE idempotency (
  caller  text        NOT NULL,
  key     text        NOT NULL,
  -- SHA-256 of the request, so that a key used for another one is noticed
  request text        NOT NULL,
  version uuid        NOT NULL REFERENCES version ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  created timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_created ON idempotency (created);
CREATE INDEX idempotency_version ON idempotency (version);

-- What a version says about its content never changes once it is sealed, and its states follow
-- their rules, whoever writes.
CREATE FUNCTION version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
       (old.state = 'UPLOADING' AND new.state = 'ABORTED')
       OR (old.state = 'UPLOADING' AND old.sealing AND new.state IN ('FINAL', 'FAILED'))
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

CREATE TRIGGER version_guard BEFORE INSERT OR UPDATE ON version
  FOR EACH ROW EXECUTE FUNCTION version_guard();

-- Parents are sealed versions, named once, while the draft is open.
CREATE FUNCTION version_parent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NOT EXISTS (SELECT FROM version WHERE id = new.parent AND state IN ('FINAL', 'PUBLISHED')) THEN
    RAISE EXCEPTION 'version % is not sealed and cannot be a parent', new.parent
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER version_parent_guard BEFORE INSERT OR UPDATE OR DELETE ON version_parent
  FOR EACH ROW EXECUTE FUNCTION version_parent_guard();

-- Outbox, as each service with a database has it in its first migration.
CREATE TABLE outbox (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic    text        NOT NULL,
  key      text        NOT NULL,
  event_id uuid        NOT NULL,
  type     text        NOT NULL,
  subject  text        NOT NULL,
  data     jsonb       NOT NULL,
  created  timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;

CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();
