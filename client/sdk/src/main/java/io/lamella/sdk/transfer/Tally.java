package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.sdk.folder.Scanned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one transfer, from all of its threads. */
final class Tally {
  final LongAdder added = new LongAdder();
  final LongAdder modified = new LongAdder();
  final LongAdder removed = new LongAdder();
  final LongAdder unchanged = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder bytesRead = new LongAdder();
  final LongAdder bytesSent = new LongAdder();
  final List<String> failed = Collections.synchronizedList(new ArrayList<>());
  final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  void put(boolean existed) {
    (existed ? modified : added).increment();
  }

  /** SHA-256 of a file as it is now; counts what is read for it. */
  Digest hash(Scanned.File file) throws IOException {
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[128 * 1024];
    try (InputStream in = Files.newInputStream(file.source())) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
        bytesRead.add(count);
      }
    }
    return Digest.of(sha);
  }

  Transferred result(UUID version, List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(notes);
    return new Transferred(
        version,
        added.sum(),
        modified.sum(),
        removed.sum(),
        unchanged.sum(),
        bytes.sum(),
        bytesRead.sum(),
        bytesSent.sum(),
        all,
        List.copyOf(failed));
  }
}
