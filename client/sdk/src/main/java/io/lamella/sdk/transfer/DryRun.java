package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;

/** Finds out what a plan would do, and does nothing. */
public final class DryRun {
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
        if (differs(read, tally)) {
          tally.put(read.before() != null);
          tally.bytes.add(read.file().stamp().size());
        } else {
          tally.unchanged.increment();
        }
      }
    }
  }

  /** True when the plan would change anything; stops at the first thing that it finds. */
  public static boolean changes(Cursor<Planned> plan) throws IOException {
    Tally tally = new Tally();
    for (Planned planned = plan.next(); planned != null; planned = plan.next()) {
      if (planned instanceof Planned.Put || planned instanceof Planned.Remove) {
        return true;
      }
      if (planned instanceof Planned.Read read && differs(read, tally)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differs(Planned.Read read, Tally tally) throws IOException {
    Scanned.File file = read.file();
    if (!(read.before() instanceof Entry.File before)
        || before.size() != file.stamp().size()
        || before.executable() != file.stamp().isExecutable()) {
      return true;
    }
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[128 * 1024];
    try (InputStream in = Files.newInputStream(file.source())) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
        tally.bytesRead.add(count);
      }
    }
    return !Digest.of(sha).equals(before.digest());
  }
}
