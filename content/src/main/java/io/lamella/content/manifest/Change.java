package io.lamella.content.manifest;

/**
 * One change of a run. All changes of a run speak of what earlier runs (and the parents) left, none
 * of its own run: so within a run their order does not matter, and a run has at most one change a
 * path.
 */
public sealed interface Change {
  EntryPath path();

  /** Sets the path and removes what earlier runs left beneath it. */
  record Put(Entry entry) implements Change {
    @Override
    public EntryPath path() {
      return entry.path();
    }
  }

  /** Removes just this entry, if it is there. */
  record Delete(EntryPath path) implements Change {}

  /** Removes the path and everything beneath it. */
  record DeleteTree(EntryPath path) implements Change {}
}
