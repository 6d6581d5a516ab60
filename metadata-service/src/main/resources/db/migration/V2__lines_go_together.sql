-- A deletion takes a version and what was built on it in any order; that nothing is left which
-- builds on what is gone is checked when it asks for it, at the latest when it commits.
ALTER TABLE version_parent ALTER CONSTRAINT version_parent_parent_fkey DEFERRABLE INITIALLY IMMEDIATE;
