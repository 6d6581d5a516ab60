package io.lamella.bench.growth;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How sealing, comparing and listing grow with the number of entries: synthetic runs, no files. Run
 * in a JVM of its own with a small heap; prints one line.
 */
public final class ManifestGrowth {
  private static final int IN_FOLDER = 1000;
  private static final int IN_PACK = 8000;
  private static final int CHANGES = 10;
  private static final String DOMAIN = "0123456789abcdef".repeat(2);

  private ManifestGrowth() {}

  /**
   * @param arguments number of entries; folder for packs
   */
  public static void main(String[] arguments) throws IOException {
    int entries = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory(Path.of(arguments[1]), "manifest-growth");
    try (FolderPacks packs = new FolderPacks(folder)) {
      System.out.println(measure(entries, packs));
    }
  }

  private static String measure(int entries, FolderPacks packs) throws IOException {
    long start = System.nanoTime();
    try (Cursor<Change> alone = new Numbered(entries)) {
      while (alone.next() != null) {
        continue;
      }
    }
    double generated = seconds(start);
    start = System.nanoTime();
    Sealer.Result whole = Sealer.seal(null, new Numbered(entries), packs);
    double sealed = seconds(start) - generated;

    List<Change> ten = changes(entries);
    packs.reset();
    start = System.nanoTime();
    Sealer.Result child = Sealer.seal(new Manifest(packs, whole.root()), Run.of(ten), packs);
    double sealedTen = seconds(start);
    long readForTen = packs.bytesRead();
    long written = packs.bytesWritten();

    packs.reset();
    start = System.nanoTime();
    long differences = 0;
    try (Cursor<Manifest.Difference> diff =
        Manifest.diff(new Manifest(packs, whole.root()), new Manifest(packs, child.root()))) {
      while (diff.next() != null) {
        differences++;
      }
    }
    double compared = seconds(start);
    long readForDiff = packs.bytesRead();
    if (differences != CHANGES || child.modified() != CHANGES) {
      throw new IllegalStateException("not ten: " + differences + ", " + child.modified());
    }

    packs.reset();
    start = System.nanoTime();
    int listed =
        new Manifest(packs, child.root())
            .children(EntryPath.of(folder(entries / 2)), null, IN_FOLDER)
            .size();
    double listing = seconds(start);
    long readForListing = packs.bytesRead();

    packs.reset();
    start = System.nanoTime();
    Manifest.Totals top = new Manifest(packs, child.root()).totals(EntryPath.of("set"));
    double totals = seconds(start);
    return String.format(
        "{\"entries\":%d,\"generate\":%.2f,\"seal\":%.2f,\"perSecond\":%.0f,"
            + "\"manifestBytes\":%d,\"heapMax\":%d,"
            + "\"sealTen\":%.4f,\"tenRead\":%d,\"tenWritten\":%d,\"diff\":%.4f,\"diffRead\":%d,"
            + "\"listed\":%d,\"list\":%.4f,\"listRead\":%d,\"totalsOf\":%d,\"totals\":%.4f,"
            + "\"peakRss\":%d}",
        entries,
        generated,
        sealed,
        entries / sealed,
        whole.segmentBytes(),
        Runtime.getRuntime().maxMemory() >> 20,
        sealedTen,
        readForTen,
        written,
        compared,
        readForDiff,
        listed,
        listing,
        readForListing,
        top.entries(),
        totals,
        peakMebibytes());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long peakMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return 0;
  }

  private static String folder(int i) {
    return "set/part-" + digits(i / IN_FOLDER, 5);
  }

  private static String digits(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  /** No digest of anything, but as little to be compressed as one. */
  private static Digest digest(long content, long i) {
    ByteBuffer bytes = ByteBuffer.allocate(Digest.LENGTH);
    SplittableRandom random = new SplittableRandom(content * 1_000_000_007L + i);
    while (bytes.hasRemaining()) {
      bytes.putLong(random.nextLong());
    }
    return Digest.wrap(bytes.array());
  }

  private static Entry.File file(int i, long content) {
    int size = 100 + (int) (content * 31 % 900);
    PackRef pack = new PackRef(DOMAIN, digest(-1, i / IN_PACK), 0);
    int slot = i % IN_PACK;
    Extent extent = new Extent(pack, slot * 1060L, size + 52, size, slot, 1);
    return new Entry.File(
        EntryPath.of(folder(i) + "/file-" + digits(i, 8) + ".bin"),
        size,
        false,
        digest(content, i),
        List.of(extent),
        1_700_000_000_000_000_000L + i * 1_000_003L,
        0644);
  }

  private static List<Change> changes(int entries) {
    Random random = new Random(7);
    List<Change> changes = new ArrayList<>();
    for (int k = 0; k < CHANGES; k++) {
      int i = (int) ((long) entries * k / CHANGES) + random.nextInt(entries / CHANGES);
      changes.add(new Change.Put(file(i, 1_000_000 + k)));
    }
    return Run.close(changes);
  }

  /** A closed run of puts of numbered files, made as it is read. */
  private static final class Numbered implements Cursor<Change> {
    private final int count;
    private int next;
    private boolean top = true;
    private @Nullable String open;

    Numbered(int count) {
      this.count = count;
    }

    @Override
    public @Nullable Change next() {
      if (top) {
        top = false;
        return new Change.Delete(EntryPath.of("set"));
      }
      if (next == count) {
        return null;
      }
      String folder = folder(next);
      if (!folder.equals(open)) {
        open = folder;
        return new Change.Delete(EntryPath.of(folder));
      }
      int i = next++;
      return new Change.Put(file(i, i));
    }
  }
}
