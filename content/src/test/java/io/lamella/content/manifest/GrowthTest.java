package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.name;
import static io.lamella.content.manifest.Contents.path;
import static io.lamella.content.manifest.Contents.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing follow what is asked for, not how much there is: counted, not timed. */
class GrowthTest {
  /** Ten leaves, what lies right behind them where a cut moved, and two levels above. */
  private static final int SEGMENTS_OF_TEN = 40;

  /** A leaf has 128 entries on average, and 1,024 at most. */
  private static final int LONG_LEAF_BYTES = 1024 * 48;

  private final MemoryPacks packs = new MemoryPacks();

  @ParameterizedTest
  @ValueSource(ints = {4_000, 40_000, 160_000})
  void tenChangesReadAndWriteSegmentsForTen(int size) throws IOException {
    // Given
    Sealer.Result whole = sealed(size);
    packs.resetCounts();
    long stored = packs.stored();

    // When
    Sealer.Result ten = Sealer.seal(packs.manifest(whole.root()), Run.of(changes(size)), packs);

    // Then
    assertThat(ten.modified()).isEqualTo(10);
    assertThat(packs.opens).isBetween(10L / 2, (long) SEGMENTS_OF_TEN);
    assertThat(packs.bytesRead).isLessThan(300_000);
    assertThat(packs.stored() - stored).isLessThan(200_000);
    assertThat(packs.packs).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 40_000, 160_000})
  void comparingReadsWhatDiffersOfBoth(int size) throws IOException {
    // Given
    Sealer.Result whole = sealed(size);
    Sealer.Result ten = Sealer.seal(packs.manifest(whole.root()), Run.of(changes(size)), packs);
    packs.resetCounts();

    // When
    List<Manifest.Difference> differences =
        drain(Manifest.diff(packs.manifest(whole.root()), packs.manifest(ten.root())));

    // Then
    assertThat(differences).hasSize(10);
    assertThat(packs.opens).isLessThanOrEqualTo(2 * SEGMENTS_OF_TEN);
    assertThat(packs.bytesRead).isLessThan(600_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 40_000, 160_000})
  void aPageOfAFolderReadsItsLeavesAndTheWayToThem(int size) throws IOException {
    // Given: 700 files a folder
    Manifest whole = packs.manifest(sealed(size).root());
    EntryPath folder = path(name(size / 2)).parent().orElseThrow();
    packs.resetCounts();

    // When
    List<Manifest.Child> page = whole.children(folder, "file-" + digits(size / 2), 50);

    // Then
    assertThat(page).isNotEmpty().hasSizeLessThanOrEqualTo(50);
    assertThat(packs.opens).isLessThanOrEqualTo(6);
    assertThat(packs.bytesRead).isLessThan(3 * LONG_LEAF_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 40_000, 160_000})
  void findingAPathAndTheSizeOfAFolderReadTheWayDown(int size) throws IOException {
    // Given
    Manifest whole = packs.manifest(sealed(size).root());
    packs.resetCounts();

    // When
    boolean found = whole.find(path(name(size / 3))).isPresent();
    long files = whole.totals(path("set")).files();

    // Then
    assertThat(found).isTrue();
    assertThat(files).isEqualTo(size);
    assertThat(packs.opens).isLessThanOrEqualTo(8);
  }

  private Sealer.Result sealed(int size) throws IOException {
    return Sealer.seal(null, Run.of(Contents.numbered(size, 1).fromNothing()), packs);
  }

  private static List<Change> changes(int size) {
    List<Change> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(put(name(i * (size / 10) + 17), -1 - i));
    }
    return Run.close(ten);
  }

  private static String digits(int number) {
    return String.format("%06d.bin", number);
  }
}
