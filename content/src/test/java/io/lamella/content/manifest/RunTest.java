package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.collidingPaths;
import static io.lamella.content.manifest.Contents.delete;
import static io.lamella.content.manifest.Contents.deleteTree;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  @Test
  void closingDeletesEveryFolderAboveAPut() {
    // When
    List<Change> run = Run.close(List.of(put("a/b/c", 1), delete("a/b")));

    // Then
    assertThat(run).containsExactly(delete("a"), delete("a/b"), put("a/b/c", 1));
  }

  @Test
  void closingDropsAFolderPutAboveAnotherPut() {
    // Given
    Change folder = new Change.Put(new Entry.Folder(EntryPath.of("a"), 0755));

    // When
    List<Change> run = Run.close(List.of(folder, put("a/b", 1)));

    // Then
    assertThat(run).containsExactly(delete("a"), put("a/b", 1));
  }

  @Test
  void closingRefusesWhatContradictsItself() {
    assertThatThrownBy(() -> Run.close(List.of(put("a", 1), put("a/b/c", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b/c");
    assertThatThrownBy(() -> Run.close(List.of(put("a", 1), delete("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a");
  }

  @Test
  void encodingRefusesWhatIsNoClosedRun() {
    for (List<Change> run :
        List.of(
            List.of(put("a/b", 1)),
            List.of(put("b", 1), put("a", 1)),
            List.of(put("a", 1), put("a", 1)),
            List.of(put("a", 1), delete("a/b"), put("a/b/c", 1)),
            List.of(delete("a"), put("a/b/c", 1)),
            List.of(deleteTree("a/b"), put("a/b/c", 1)))) {
      assertThatThrownBy(() -> encode(run)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aSubtreeDeleteOpensAllBeneathIt() throws IOException {
    // Given
    List<Change> run = List.of(delete("a"), deleteTree("a/b"), put("a/b/c/d", 1), put("b", 1));

    // Then
    assertThat(drain(Run.decode(new ByteArrayInputStream(encode(run))))).isEqualTo(run);
  }

  @Test
  void mergingKeepsThatAnOlderPutRemovedWhatLayBeneath() throws IOException {
    // Given
    List<Change> older = List.of(put("a", 1));
    List<Change> newer = List.of(delete("a"));

    // Then
    assertThat(drain(Run.merge(List.of(Run.of(older), Run.of(newer)))))
        .containsExactly(deleteTree("a"));
  }

  @Property(tries = 2000)
  void mergedRunsMeanTheSameAsOneAfterTheOther(
      @ForAll("someRuns") List<List<Change>> before, @ForAll("someRuns") List<List<Change>> runs)
      throws IOException {
    // Given
    Model sequential = new Model();
    before.forEach(sequential::applyRun);
    Model merged = new Model(sequential);
    runs.forEach(sequential::applyRun);

    // When
    List<Change> one = drain(Run.merge(runs.stream().map(Run::of).toList()));
    merged.applyRun(one);

    // Then
    assertThat(merged.list()).isEqualTo(sequential.list());
    assertThat(drain(Run.decode(new ByteArrayInputStream(encode(one))))).isEqualTo(one);
  }

  @Property(tries = 500)
  void mergingInPartsMeansTheSameAsMergingAtOnce(
      @ForAll("someRuns") List<List<Change>> before,
      @ForAll("someRuns") List<List<Change>> first,
      @ForAll("someRuns") List<List<Change>> second)
      throws IOException {
    // Given
    Model atOnce = new Model();
    before.forEach(atOnce::applyRun);
    Model inParts = new Model(atOnce);
    List<Cursor<Change>> all = new ArrayList<>();
    first.forEach(run -> all.add(Run.of(run)));
    second.forEach(run -> all.add(Run.of(run)));

    // When
    atOnce.applyRun(drain(Run.merge(all)));
    Cursor<Change> older = Run.merge(first.stream().map(Run::of).toList());
    Cursor<Change> newer = Run.merge(second.stream().map(Run::of).toList());
    inParts.applyRun(drain(Run.merge(List.of(older, newer))));

    // Then
    assertThat(inParts.list()).isEqualTo(atOnce.list());
  }

  @Test
  void comesBackFromManyBlocks() throws IOException {
    // Given
    List<Change> run = Contents.numbered(5000, 1).fromNothing();

    // When
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long changes = Run.encode(Run.of(run), out);

    // Then
    assertThat(changes).isEqualTo(run.size());
    assertThat(drain(Run.decode(new ByteArrayInputStream(out.toByteArray())))).isEqualTo(run);
  }

  @Test
  void findsEveryChangedByteAndEveryCut() throws IOException {
    // Given
    byte[] stored = encode(Contents.numbered(40, 1).fromNothing());

    // Then
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> drain(Run.decode(new ByteArrayInputStream(changed))))
          .isInstanceOf(CorruptedException.class);
      byte[] cut = java.util.Arrays.copyOf(stored, i);
      assertThatThrownBy(() -> drain(Run.decode(new ByteArrayInputStream(cut))))
          .isInstanceOf(CorruptedException.class);
    }
  }

  @Test
  void refusesBytesBehindTheEnd() throws IOException {
    // Given
    byte[] stored = encode(List.of(put("a", 1)));
    byte[] longer = java.util.Arrays.copyOf(stored, stored.length + 1);

    // Then
    assertThatThrownBy(() -> drain(Run.decode(new ByteArrayInputStream(longer))))
        .isInstanceOf(CorruptedException.class);
  }

  @Property(tries = 2000)
  void readingFromAPathOnGivesWhatMergingAllGivesThere(
      @ForAll("someRuns") List<List<Change>> runs, @ForAll("somePaths") String from)
      throws IOException {
    // Given
    EntryPath start = EntryPath.of(from);
    List<Change> all = drain(Run.merge(runs.stream().map(Run::of).toList()));

    // When
    List<Cursor<Change>> sought = new ArrayList<>();
    for (List<Change> run : runs) {
      sought.add(Run.decodeFrom(new CountedRun(encode(run)), new RunIndex(), start));
    }
    List<Change> rest = drain(Run.merge(sought));

    // Then
    assertThat(behind(rest, start)).isEqualTo(behind(all, start));
  }

  @Test
  void everyBlockOfARunCanBeBegunAt() throws IOException {
    // Given
    List<Change> run = Contents.numbered(3000, 1).fromNothing();
    CountedRun stored = new CountedRun(encode(run));
    RunIndex index = new RunIndex();

    // Then
    for (int i = run.size() - 1; i >= 0; i -= 97) {
      EntryPath start = run.get(i).path();
      assertThat(behind(drain(Run.decodeFrom(stored, index, start)), start))
          .isEqualTo(run.subList(i, run.size()));
    }
  }

  @Test
  void damageIsFoundWhereReadingBeganInTheMiddle() throws IOException {
    // Given
    List<Change> run = Contents.numbered(3000, 1).fromNothing();
    byte[] bytes = encode(run);
    RunIndex index = new RunIndex();
    EntryPath last = run.get(run.size() - 1).path();
    drain(Run.decodeFrom(new CountedRun(bytes), index, last));
    bytes[bytes.length - 20] ^= 1;

    // Then
    assertThatThrownBy(() -> drain(Run.decodeFrom(new CountedRun(bytes), index, last)))
        .isInstanceOf(CorruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 16_000, 64_000})
  void pagingReadsARunOnceAndABlockAPage(int size) throws IOException {
    // Given
    List<Change> run = Contents.numbered(size, 1).fromNothing();
    CountedRun stored = new CountedRun(encode(run));
    RunIndex index = new RunIndex();
    long blocks = (run.size() + RunFormat.BLOCK_CHANGES - 1) / RunFormat.BLOCK_CHANGES;
    long block = stored.bytes.length / blocks;
    int page = 1000;

    // When
    int pages = 0;
    EntryPath after = run.get(0).path();
    for (int seen = 1; seen < run.size(); pages++) {
      try (Cursor<Change> rest = Run.decodeFrom(stored, index, after)) {
        for (int i = 0; i < page && seen < run.size(); ) {
          Change change = rest.next();
          if (change.path().compareTo(after) > 0) {
            after = change.path();
            i++;
            seen++;
          }
        }
      }
    }

    // Then: a page begins in the block where the one before ended, and looks up its folders
    assertThat(pages).isEqualTo((run.size() + page - 2) / page);
    assertThat(stored.read).isLessThan(stored.bytes.length + pages * 6 * block);
  }

  private static List<Change> behind(List<Change> run, EntryPath start) {
    return run.stream().filter(change -> change.path().compareTo(start) >= 0).toList();
  }

  /** A stored run that counts the bytes that are read of it. */
  private static final class CountedRun implements RunBytes {
    final byte[] bytes;
    long read;

    CountedRun(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public InputStream open(long offset) {
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset) {
        @Override
        public synchronized int read(byte[] to, int at, int length) {
          int count = super.read(to, at, length);
          read += Math.max(0, count);
          return count;
        }
      };
    }
  }

  @Provide
  Arbitrary<String> somePaths() {
    return collidingPaths();
  }

  @Provide
  Arbitrary<List<List<Change>>> someRuns() {
    return Contents.runs(collidingPaths()).list().ofMaxSize(5);
  }

  private static byte[] encode(List<Change> run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run.encode(Run.of(run), out);
    return out.toByteArray();
  }

  @Test
  void takesRoomForOneBlockAtATimeAndGivesItBack() throws IOException {
    // Given: a run of several blocks
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run.encode(Run.of(Contents.numbered(2_000, 1).fromNothing()), out);
    List<String> seen = new ArrayList<>();
    Run.Room room =
        (stored, raw) -> {
          seen.add("take");
          return () -> seen.add("give");
        };

    // When
    try (Cursor<Change> run = Run.decode(new ByteArrayInputStream(out.toByteArray()), room)) {
      run.next();
      assertThat(seen).containsExactly("take");
      Contents.drain(run);
    }

    // Then
    assertThat(seen).hasSize(8).startsWith("take", "give", "take").endsWith("take", "give");
  }

  @Test
  void givesRoomBackWhenNobodyReadsOn() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run.encode(Run.of(Contents.numbered(2_000, 1).fromNothing()), out);
    List<String> seen = new ArrayList<>();

    try (Cursor<Change> run =
        Run.decode(
            new ByteArrayInputStream(out.toByteArray()), (stored, raw) -> () -> seen.add("give"))) {
      run.next();
    }

    assertThat(seen).containsExactly("give");
  }
}
