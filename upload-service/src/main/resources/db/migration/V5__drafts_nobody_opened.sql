-- Drafts that metadata-service told of. Where nobody opens one, there is no other row that could
-- tell that it is idle.
CREATE TABLE draft_announced (
  version uuid        PRIMARY KEY,
  epoch   bigint      NOT NULL,
  at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX draft_announced_at ON draft_announced (at);
