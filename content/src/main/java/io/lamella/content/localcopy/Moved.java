package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a folder holds content that is wanted at another path. Memory: 16 bytes a file that is not
 * there at its own path, and a bounded number of places.
 */
final class Moved {
  private static final int MAX_PLACES = 100_000;

  /** A file that holds wanted content. A file is linked once at most in a copy. */
  static final class Place {
    final Line line;
    private final AtomicBoolean linked;

    private Place(Line line, boolean linked) {
      this.line = line;
      this.linked = new AtomicBoolean(linked);
    }

    /** True for the first who asks, who then may link it. */
    boolean claim() {
      return linked.compareAndSet(false, true);
    }
  }

  /** Finds nothing. */
  static final Moved NOTHING = new Moved();

  private final Map<Digest, Place> places = new HashMap<>();

  private Moved() {}

  /** Looks for what {@code plan} lacks among the files of {@code record}. */
  static Moved find(Path plan, Path record) throws IOException {
    LongSet lacking = new LongSet();
    boolean any = false;
    try (RecordReader lines = new RecordReader(plan);
        RecordFollower recorded = new RecordFollower(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Entry.File file = line.file();
        if (line.isTodo() && file != null && !isSame(file, recorded.at(file.path()))) {
          lacking.add(shortened(file.digest()));
          any = true;
        }
      }
    }
    Moved moved = new Moved();
    if (any) {
      moved.locate(lacking, plan, record);
    }
    return moved;
  }

  private void locate(LongSet lacking, Path plan, Path record) throws IOException {
    try (RecordFollower planned = new RecordFollower(plan);
        RecordReader lines = new RecordReader(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Entry.File file = line.file();
        if (file != null
            && lacking.contains(shortened(file.digest()))
            && places.size() < MAX_PLACES) {
          boolean taken = isSame(file, planned.at(file.path()));
          Place place = new Place(line, taken);
          places.merge(file.digest(), place, (old, young) -> old.linked.get() ? young : old);
        }
      }
    }
  }

  private static boolean isSame(Entry.File file, @Nullable Line line) {
    Entry.File there = line == null ? null : line.file();
    return there != null && there.sameContent(file);
  }

  private static long shortened(Digest digest) {
    return ByteBuffer.wrap(digest.toBytes()).getLong();
  }

  /** A file with this content, or null. */
  @Nullable Place of(Digest digest) {
    return places.get(digest);
  }
}
