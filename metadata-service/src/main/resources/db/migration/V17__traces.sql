-- Where an event was written, as W3C Trace Context says it: its trace goes on when it is sent.
ALTER TABLE outbox ADD COLUMN traceparent text;
