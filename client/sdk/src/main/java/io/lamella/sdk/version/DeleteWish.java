package io.lamella.sdk.version;

import io.lamella.sdk.server.Query;

/**
 * How to delete.
 *
 * @param force also what is published, or a dataset that has versions
 * @param cascade also what is built on it; a dataset goes with all of its versions anyway
 * @param now for good; otherwise it lies in the trash for the server's term and can be restored
 * @param dryRun only say what would go
 */
public record DeleteWish(boolean force, boolean cascade, boolean now, boolean dryRun) {
  /** The same, only asking what would go. */
  public DeleteWish rehearsed() {
    return new DeleteWish(force, cascade, now, true);
  }

  String on(String path) {
    return new Query(path)
        .flag("force", force)
        .flag("cascade", cascade)
        .flag("now", now)
        .flag("dryRun", dryRun)
        .toString();
  }
}
