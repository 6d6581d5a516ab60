package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
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
  private static final int FRAME = 100;

  private static Place at(int pack, int slot) {
    PackRef ref = new PackRef(DOMAIN, Digest.of(new byte[] {(byte) pack}), 0);
    Slot place = new Slot(Digest.of(new byte[] {(byte) slot}), (long) slot * FRAME, FRAME - 52, 9);
    return new Place.Stored(ref, slot, place);
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

  /** What a file comes to that uses what is chosen and stores the rest in one go. */
  private static double chunksPerRange(List<@Nullable Place> window) {
    Ranges ranges = new Ranges();
    boolean[] use = new Reuse(ranges).choose(window, true);
    int fresh = 0;
    for (int i = 0; i < use.length; i++) {
      Place place = window.get(i);
      ranges.add(use[i] && place != null ? place : at(99, 10_000 + fresh++));
    }
    return ranges.chunks() / (double) ranges.size();
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

    assertThat(chunksPerRange(window)).isGreaterThanOrEqualTo(7);
  }

  @Test
  void theShortestRunsAreStoredAgain() {
    List<@Nullable Place> window = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      window.addAll(join(run(1, 40 * i, 12), unknown(1), run(1, 40 * i + 20, 2), unknown(3)));
    }

    boolean[] use = new Reuse(new Ranges()).choose(window, true);

    int longRuns = 0;
    int shortRuns = 0;
    for (int i = 0; i < use.length; i += 18) {
      longRuns += use[i] ? 1 : 0;
      shortRuns += use[i + 13] ? 1 : 0;
    }
    assertThat(longRuns).isGreaterThan(95);
    assertThat(shortRuns).isLessThan(5);
  }

  @Test
  void whatIsChosenDoesNotDependMuchOnTheWindows() {
    // Given
    Random random = new Random(6);
    List<@Nullable Place> file = new ArrayList<>();
    while (file.size() < 20_000) {
      file.addAll(run(1, file.size(), 1 + random.nextInt(20)));
      file.addAll(unknown(1 + random.nextInt(2)));
    }

    // When
    Ranges ranges = new Ranges();
    Reuse reuse = new Reuse(ranges);
    int used = 0;
    for (int at = 0; at < file.size(); at += 110) {
      List<@Nullable Place> window = file.subList(at, Math.min(at + 110, file.size()));
      boolean[] use = reuse.choose(window, at + 110 >= file.size());
      for (int i = 0; i < use.length; i++) {
        Place place = window.get(i);
        ranges.add(use[i] && place != null ? place : at(99, at + i));
      }
      used += used(use);
    }

    // Then
    int usedAtOnce = used(new Reuse(new Ranges()).choose(file, true));
    assertThat(ranges.chunks() / (double) ranges.size()).isGreaterThanOrEqualTo(7);
    assertThat(used / (double) usedAtOnce).isBetween(0.95, 1.1);
  }

  @Test
  void oneChunkAgainAndAgainDoesNotShredAFile() {
    List<@Nullable Place> window = new ArrayList<>(Collections.nCopies(200, at(1, 4)));

    assertThat(chunksPerRange(window)).isGreaterThanOrEqualTo(7);
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
      assertThat(chunksPerRange(window)).isGreaterThanOrEqualTo(7);
    }
  }
}
