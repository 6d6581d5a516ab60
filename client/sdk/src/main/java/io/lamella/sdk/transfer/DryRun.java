package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.ScanIndexWriter;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds out what a plan would do, and does nothing. */
final class DryRun {
  private DryRun() {}

  /** Counts what would happen; reads only files whose size says nothing. */
  static void count(Cursor<Planned> plan, Tally tally) throws IOException {
    for (Planned planned = plan.next(); planned != null; planned = plan.next()) {
      if (planned instanceof Planned.Keep) {
        tally.unchanged.increment();
      } else if (planned instanceof Planned.Remove) {
        tally.removed.increment();
      } else if (planned instanceof Planned.Put put) {
        tally.put(put.before() != null);
      } else if (planned instanceof Planned.Read read) {
        if (unchanged(read, tally) == null) {
          tally.put(read.before() != null);
          tally.bytes.add(read.file().stamp().size());
        } else {
          tally.unchanged.increment();
        }
      }
    }
  }

  /**
   * True when the plan would change nothing; stops at the first thing that it would change.
   *
   * @param index told of every file's digest, in order
   */
  static boolean changesNothing(
      Cursor<Planned> plan, @Nullable ScanIndexWriter index, Tally tally, TransferProgress progress)
      throws IOException {
    for (Planned planned = plan.next(); planned != null; planned = plan.next()) {
      Scanned.File file = null;
      Digest digest = null;
      if (planned instanceof Planned.Keep keep) {
        file = keep.file();
        digest = keep.digest();
      } else if (planned instanceof Planned.Read read) {
        file = read.file();
        digest = unchanged(read, tally);
      }
      boolean same = planned instanceof Planned.Keep || digest != null;
      if (!same) {
        return false;
      }
      tally.unchanged.increment();
      if (file != null && digest != null) {
        progress.read(file.stamp().size());
        progress.files(1);
        if (index != null) {
          index.add(file.path(), file.stamp(), digest);
        }
      }
    }
    return true;
  }

  /** The file's digest when it is what the draft has; null: it is not. */
  private static @Nullable Digest unchanged(Planned.Read read, Tally tally) throws IOException {
    Scanned.File file = read.file();
    if (!(read.before() instanceof Entry.File before)
        || before.size() != file.stamp().size()
        || before.executable() != file.stamp().isExecutable()) {
      return null;
    }
    Digest digest = tally.hash(file);
    boolean same =
        digest.equals(before.digest()) && Stamp.of(file.source(), false).equals(file.stamp());
    return same ? digest : null;
  }
}
