package io.lamella.cache.preview;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.preview.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk over a version's entries, in memory that does not grow with their number. */
final class Surveying {
  /** Previews of each kind that are made without anybody asking. */
  static final int EACH = 10;

  private static final Set<String> KINDS =
      Set.of("table", "image", "audio", "video", "html", "json");
  private static final int DISTINCT_EXTENSIONS = 10_000;
  private static final int SHOWN_EXTENSIONS = 100;
  private static final int LONGEST_EXTENSION = 16;
  private static final int LARGEST_FILES = 20;
  private static final String REST = "*";

  private static final class Sum {
    private long files;
    private long bytes;

    void add(long more) {
      files++;
      bytes += more;
    }
  }

  private final Map<String, Sum> extensions = new HashMap<>();
  private final Sum[] buckets = new Sum[Long.SIZE];
  private final Sum all = new Sum();
  private final PriorityQueue<VersionStatistics.Large> largest =
      new PriorityQueue<>(
          Comparator.comparingLong(VersionStatistics.Large::bytes)
              .thenComparing(VersionStatistics.Large::path, Comparator.reverseOrder()));
  private final Map<String, Integer> picked = new HashMap<>();
  private final List<Survey.Picked> automatic = new ArrayList<>();
  private long links;
  private long symlinks;
  private long folders;
  private long smallest = Long.MAX_VALUE;
  private long biggest;

  private Surveying() {}

  static Survey of(Manifest manifest) throws IOException {
    Surveying surveying = new Surveying();
    try (Cursor<Entry> entries = manifest.entries(null, null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        surveying.add(entry);
      }
    }
    return new Survey(
        surveying.statistics(manifest.root().versionDigest().hex()), surveying.automatic);
  }

  private void add(Entry entry) {
    if (entry instanceof Entry.File file) {
      add(file);
    } else if (entry instanceof Entry.Link) {
      links++;
    } else if (entry instanceof Entry.Symlink) {
      symlinks++;
    } else {
      folders++;
    }
  }

  private void add(Entry.File file) {
    long size = file.size();
    String path = file.path().toString();
    all.add(size);
    smallest = Math.min(smallest, size);
    biggest = Math.max(biggest, size);
    String extension = extension(file.path().name());
    boolean known = extensions.size() < DISTINCT_EXTENSIONS || extensions.containsKey(extension);
    extensions.computeIfAbsent(known ? extension : REST, e -> new Sum()).add(size);
    int bucket = bucket(size);
    if (buckets[bucket] == null) {
      buckets[bucket] = new Sum();
    }
    buckets[bucket].add(size);
    largest.add(new VersionStatistics.Large(path, size));
    if (largest.size() > LARGEST_FILES) {
      largest.remove();
    }
    pick(file, path);
  }

  private void pick(Entry.File file, String path) {
    Reading reading = Reading.of(file.path().name()).orElse(null);
    if (reading != null
        && KINDS.contains(reading.kind())
        && picked.merge(reading.kind(), 1, Integer::sum) <= EACH) {
      automatic.add(new Survey.Picked(path, file.size(), file.digest().hex(), reading.kind()));
    }
  }

  /** The end of a name where it looks like one; a compression belongs to what is before it. */
  static String extension(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    if (dot > 0 && (lower.endsWith(".gz") || lower.endsWith(".zst"))) {
      int before = lower.lastIndexOf('.', dot - 1);
      dot = before > 0 && lower.length() - before <= LONGEST_EXTENSION ? before : dot;
    }
    return dot <= 0 || lower.length() - dot - 1 > LONGEST_EXTENSION ? "" : lower.substring(dot + 1);
  }

  /** 0 for nothing, else n for at most 2 to the n - 1. */
  static int bucket(long size) {
    return size == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1;
  }

  private static long atMost(int bucket) {
    return bucket == 0 ? 0 : 1L << (bucket - 1);
  }

  private VersionStatistics statistics(String digest) {
    List<VersionStatistics.Bucket> sizes = new ArrayList<>();
    Long median = null;
    long passed = 0;
    for (int i = 0; i < buckets.length; i++) {
      Sum sum = buckets[i];
      if (sum != null) {
        sizes.add(new VersionStatistics.Bucket(atMost(i), sum.files, sum.bytes));
        passed += sum.files;
        median = median == null && passed * 2 >= all.files ? Long.valueOf(atMost(i)) : median;
      }
    }
    boolean any = all.files > 0;
    return new VersionStatistics(
        digest,
        all.files,
        all.bytes,
        links,
        symlinks,
        folders,
        extensions(),
        orNull(any, smallest),
        orNull(any, biggest),
        median,
        sizes,
        largest.stream().sorted(largest.comparator().reversed()).toList());
  }

  private static @Nullable Long orNull(boolean any, long value) {
    return any ? value : null;
  }

  private List<VersionStatistics.Extension> extensions() {
    Sum rest = new Sum();
    List<VersionStatistics.Extension> shown = new ArrayList<>();
    extensions.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Sum> e) -> -e.getValue().bytes)
                .thenComparing(Map.Entry::getKey))
        .forEach(
            one -> {
              Sum sum = one.getValue();
              if (shown.size() < SHOWN_EXTENSIONS && !one.getKey().equals(REST)) {
                shown.add(new VersionStatistics.Extension(one.getKey(), sum.files, sum.bytes));
              } else {
                rest.files += sum.files;
                rest.bytes += sum.bytes;
              }
            });
    if (rest.files > 0) {
      shown.add(new VersionStatistics.Extension(REST, rest.files, rest.bytes));
    }
    return shown;
  }
}
