package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentBatch;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReuseTest {
  private static final String DOMAIN = "0123456789abcdef0123456789abcdef";
  private static final int FRAME = 64 << 10;
  private static final int FRESH = 99;

  private static Place at(int pack, int slot) {
    PackRef ref = new PackRef(DOMAIN, Digest.of(new byte[] {(byte) pack}), 0);
    return new Place.Stored(ref, slot, slot(slot));
  }

  private static Slot slot(int number) {
    return new Slot(Digest.of(new byte[] {(byte) number}), (long) number * FRAME, FRAME - 52, 9);
  }

  private static List<@Nullable Place> run(int pack, int from, int count) {
    List<@Nullable Place> run = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      run.add(at(pack, from + i));
    }
    return run;
  }

  private static List<@Nullable Place> unknown(int count) {
    return new ArrayList<>(Collections.nCopies(count, null));
  }

  @SafeVarargs
  private static List<@Nullable Place> join(List<@Nullable Place>... parts) {
    List<@Nullable Place> all = new ArrayList<>();
    for (List<@Nullable Place> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static int used(boolean[] use) {
    int count = 0;
    for (boolean one : use) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** A file that uses what is chosen of its windows and stores the rest in one go. */
  private static Ranges file(List<@Nullable Place> chunks, int window) {
    Ranges ranges = new Ranges();
    Reuse reuse = new Reuse(ranges);
    int fresh = 0;
    for (int from = 0; from < chunks.size(); from += window) {
      int to = Math.min(from + window, chunks.size());
      boolean[] use = reuse.choose(chunks.subList(from, to), to == chunks.size());
      for (int i = from; i < to; i++) {
        Place place = chunks.get(i);
        ranges.add(use[i - from] && place != null ? place : at(FRESH, fresh++));
      }
    }
    return ranges;
  }

  /** What getting it takes, some ranges at a time. */
  private static double chunksPerRead(Ranges file) {
    long reads = 0;
    List<ExtentBatch.Request<Extent>> together = new ArrayList<>();
    for (Extent extent : extents(file)) {
      together.add(new ExtentBatch.Request<>(extent, extent));
      if (together.size() == 32) {
        reads += ExtentBatch.plan(together).size();
        together.clear();
      }
    }
    return file.chunks() / (double) (reads + ExtentBatch.plan(together).size());
  }

  private static long used(Ranges file) {
    return extents(file).stream()
        .filter(extent -> !extent.pack().id().equals(Digest.of(new byte[] {FRESH})))
        .mapToLong(Extent::count)
        .sum();
  }

  private static List<Extent> extents(Ranges file) {
    try {
      return file.extents();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSmallFileUsesWhateverIsKnown() {
    List<@Nullable Place> window =
        join(run(1, 5, 1), unknown(1), run(2, 9, 1), run(3, 1, 1), unknown(2), run(1, 40, 2));

    assertThat(used(new Reuse(new Ranges()).choose(window, true))).isEqualTo(5);
  }

  @Test
  void aLongFileThatIsKnownAsAWholeIsUsedAsAWhole() {
    assertThat(used(new Reuse(new Ranges()).choose(run(1, 0, 300), true))).isEqualTo(300);
  }

  @Test
  void oneChangeInALongFileStoresOneChunk() {
    List<@Nullable Place> window = join(run(1, 0, 120), unknown(1), run(1, 121, 179));

    assertThat(used(new Reuse(new Ranges()).choose(window, true))).isEqualTo(299);
  }

  @Test
  void scatteredHitsAreStoredAgain() {
    List<@Nullable Place> window = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      window.addAll(run(i % 7, 10 * i, 2));
      window.addAll(unknown(3));
    }

    assertThat(chunksPerRead(file(window, 400))).isGreaterThanOrEqualTo(7);
  }

  @Test
  void theShortestRunsAreStoredAgain() {
    // Given: runs of 10 and of 2, each in a pack that nothing near comes from
    List<@Nullable Place> window = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int pack = i % 40;
      window.addAll(join(run(pack, 90 * i, 10), unknown(1), run(pack + 40, 90 * i, 2), unknown(1)));
    }

    // When
    boolean[] use = new Reuse(new Ranges()).choose(window, true);

    // Then
    int longRuns = 0;
    int shortRuns = 0;
    for (int i = 0; i < use.length; i += 14) {
      longRuns += use[i] ? 1 : 0;
      shortRuns += use[i + 11] ? 1 : 0;
    }
    assertThat(longRuns).isGreaterThan(95);
    assertThat(shortRuns).isLessThan(10);
    assertThat(chunksPerRead(file(window, 110))).isGreaterThanOrEqualTo(7);
  }

  @Test
  void changesHereAndThereStoreWhatChanged() {
    List<@Nullable Place> chunks = new ArrayList<>();
    while (chunks.size() < 5_000) {
      chunks.addAll(join(run(1, chunks.size(), 3), unknown(1)));
    }

    Ranges file = file(chunks, 110);

    assertThat(used(file)).isEqualTo(3_750);
    assertThat(chunksPerRead(file)).isGreaterThan(20);
  }

  @Test
  void aFileOfVeryManyRangesCountsEachOfThem() {
    List<@Nullable Place> chunks = new ArrayList<>();
    while (chunks.size() < 200_000) {
      chunks.addAll(join(run(1, chunks.size(), 1), unknown(1)));
    }

    assertThat(file(chunks, 110).size()).isLessThan(60_000);
  }

  @Test
  void generationOnGenerationKeepsToBoth() {
    // Given
    Random random = new Random(8);
    List<@Nullable Place> chunks = run(0, 0, 6_000);

    // When, Then
    long stored = 0;
    for (int generation = 1; generation <= 20; generation++) {
      for (int i = 0; i < 550; i++) {
        chunks.set(random.nextInt(chunks.size()), null);
      }
      Ranges file = file(chunks, 110);
      assertThat(chunksPerRead(file)).isGreaterThanOrEqualTo(5);
      stored += chunks.size() - used(file);
      chunks = places(file, generation);
    }
    assertThat(stored / 20.0).isLessThan(550 * 2.5);
  }

  /** Where the chunks of a file lie, once it is stored in a pack of its own. */
  private static List<@Nullable Place> places(Ranges file, int pack) {
    List<@Nullable Place> places = new ArrayList<>();
    for (Extent extent : extents(file)) {
      boolean fresh = extent.pack().id().equals(Digest.of(new byte[] {FRESH}));
      for (int i = 0; i < extent.count(); i++) {
        int slot = extent.firstSlot() + i;
        places.add(fresh ? at(pack, slot) : new Place.Stored(extent.pack(), slot, slot(slot)));
      }
    }
    return places;
  }

  @Test
  void oneChunkAgainAndAgainDoesNotShredAFile() {
    List<@Nullable Place> window = new ArrayList<>(Collections.nCopies(200, at(1, 4)));

    assertThat(chunksPerRead(file(window, 400))).isGreaterThanOrEqualTo(7);
  }

  @Test
  void aRunThatGoesOnWhereTheFileIsCostsNothing() {
    Ranges ranges = new Ranges();
    run(1, 0, 9).forEach(place -> ranges.add(java.util.Objects.requireNonNull(place)));

    boolean[] use = new Reuse(ranges).choose(join(run(1, 9, 2), unknown(30)), true);

    assertThat(used(use)).isEqualTo(2);
  }

  @Test
  void readingStaysInLongRangesWhateverIsKnown() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      List<@Nullable Place> window = new ArrayList<>();
      while (window.size() < 400) {
        window.addAll(run(random.nextInt(5), random.nextInt(5_000), 1 + random.nextInt(30)));
        window.addAll(unknown(random.nextInt(12)));
      }
      assertThat(chunksPerRead(file(window, 400))).isGreaterThanOrEqualTo(7);
    }
  }
}
