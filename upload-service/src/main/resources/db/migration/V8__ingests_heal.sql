-- failure: why nothing more was loaded, for whoever asks again. Suspected: since when all items of an ingest in
-- which nothing happens are known to be on their topic; when the workers have all that was sent before that, they are lost.
ALTER TABLE ingest ADD COLUMN failure jsonb, ADD COLUMN suspected timestamptz;
