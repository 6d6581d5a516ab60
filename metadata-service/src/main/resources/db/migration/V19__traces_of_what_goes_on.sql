-- Where an ingest was asked for, and where the first piece of a window came: what is done for them later, by whatever looks for work, goes on in that trace.
ALTER TABLE ingest ADD COLUMN traceparent text;
ALTER TABLE intake_window ADD COLUMN traceparent text;
