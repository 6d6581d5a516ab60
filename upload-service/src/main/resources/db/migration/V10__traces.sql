-- Where something was written or asked for, as W3C Trace Context says it: its trace goes on when it is sent, or worked on.
ALTER TABLE outbox ADD COLUMN traceparent text;
ALTER TABLE seal ADD COLUMN traceparent text;
ALTER TABLE ingest ADD COLUMN traceparent text;
