package io.lamella.sdk.transfer;

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
