package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What external links lead to lies in a copy like any file, or is named and is not there at all.
 */
class LinksTest {
  private static final String ONE = "https://elsewhere/one";
  private static final String TWO = "https://elsewhere/two";

  @TempDir static Path storeFolder;
  private static TestStore store;
  private static Root root;

  @TempDir Path temp;
  private final FakeLinks links = new FakeLinks();
  private LocalCopies copies;

  @BeforeAll
  static void version() throws IOException {
    store = new TestStore(storeFolder);
    root =
        store.seal(
            null,
            new Draft()
                .file("here.txt", "here")
                .link("in/one.txt", ONE, 9, "\"1\"")
                .link("only/links/two.txt", TWO, 8, "\"2\"")
                .symlink("zero", "here.txt"));
  }

  @BeforeEach
  void objectsAndAnEmptyCache() throws IOException {
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    links.put(ONE, "the first", "\"1\"");
    links.put(TWO, "a second", "\"2\"");
  }

  @Test
  void theSharedCopyHoldsThemAndIsGivenOutAgainWithoutAsking() throws IOException {
    // When
    Copied made = shared(false);
    links.remove(ONE);
    Copied again = shared(true);

    // Then
    assertThat(made.lacking()).isEmpty();
    assertThat(made.notes()).isEmpty();
    assertThat(made.files()).isEqualTo(3);
    assertThat(made.bytes()).isEqualTo(21);
    assertThat(made.folder().resolve("in/one.txt")).hasContent("the first");
    assertThat(made.folder().resolve("only/links/two.txt")).hasContent("a second");
    assertThat(Files.getPosixFilePermissions(made.folder().resolve("in/one.txt"))).hasSize(3);
    assertThat(again.folder()).isEqualTo(made.folder());
    assertThat(again.bytesFetched()).isZero();
    assertThat(links.reads()).isEqualTo(2);
  }

  @Test
  void oneThatIsGoneOrChangedIsNamedAndTheOthersAreThere() throws IOException {
    // Given
    links.remove(ONE);
    links.put(TWO, "b second", "\"3\"");

    // When
    Copied made = shared(false);

    // Then
    assertThat(made.lacking())
        .containsExactly(
            new Problem("in/one.txt", "link-missing", ONE + ", 9 bytes, \"1\"", "nothing is there"),
            new Problem("only/links/two.txt", "link-changed", TWO + ", 8 bytes, \"2\"", "\"3\""));
    assertThat(content(made.folder())).containsExactly("here.txt", "zero");
    assertThat(made.files()).isEqualTo(1);
  }

  @Test
  void aCopyThatLacksLinksIsNotTakenForCompleteAndIsMadeSo() throws IOException {
    // Given
    links.remove(ONE);
    Copied lacking = shared(false);
    Copied still = shared(false);

    // When
    links.put(ONE, "the first", "\"1\"");
    Copied whole = shared(false);
    Copied again = shared(false);

    // Then
    assertThat(still.lacking()).extracting(Problem::path).containsExactly("in/one.txt");
    assertThat(whole.folder()).isEqualTo(lacking.folder());
    assertThat(whole.lacking()).isEmpty();
    assertThat(whole.files()).isEqualTo(3);
    assertThat(content(whole.folder()))
        .containsExactly("here.txt", "in/one.txt", "only/links/two.txt", "zero");
    assertThat(again.bytesFetched()).isZero();
    assertThat(links.reads()).isEqualTo(2);
    assertThat(copies.list()).extracting(LocalCopies.Cached::bytes).containsExactly(21L);
  }

  @Test
  void aDamagedFileOfALinkIsFetchedAgain() throws IOException {
    // Given
    Copied made = shared(false);
    Path file = made.folder().resolve("in/one.txt");
    Files.delete(file);
    Files.writeString(file, "the worst");

    // When
    Copied mended = shared(true);

    // Then
    assertThat(file).hasContent("the first");
    assertThat(mended.lacking()).isEmpty();
    assertThat(links.reads()).isEqualTo(3);
  }

  @Test
  void whoReadsNoLinksGetsACopyWithoutThemAndIsToldSo() throws IOException {
    // When
    Copied without = copies.shared(TestStore.wanted(root), store, false, Progress.NONE);
    Copied with = shared(false);

    // Then
    assertThat(without.notes())
        .containsExactly("2 external links of the version are no part of this local copy");
    assertThat(with.lacking()).isEmpty();
    assertThat(content(with.folder()))
        .containsExactly("here.txt", "in/one.txt", "only/links/two.txt", "zero");
  }

  @Test
  void whatTheSharedCopyHoldsIsNotFetchedForAWritableOne() throws IOException {
    // Given
    shared(false);

    // When
    Copied copied = writable("copy", false);

    // Then
    assertThat(copied.folder().resolve("only/links/two.txt")).hasContent("a second");
    assertThat(Files.getLastModifiedTime(copied.folder().resolve("in/one.txt")).toMillis())
        .isEqualTo(Draft.MTIME / 1_000_000);
    assertThat(links.reads()).isEqualTo(2);
  }

  @Test
  void aWritableCopyIsDeliveredWithoutWhatIsGone() throws IOException {
    // Given
    links.remove(TWO);

    // When
    Copied copied = writable("copy", false);

    // Then
    assertThat(copied.lacking()).extracting(Problem::path).containsExactly("only/links/two.txt");
    assertThat(content(copied.folder())).containsExactly("here.txt", "in/one.txt", "zero");
  }

  @Test
  void overwritingKeepsTheFileOfALinkThatIsRightAndReplacesAnother() throws IOException {
    // Given
    Copied copied = writable("copy", false);
    Files.writeString(copied.folder().resolve("in/one.txt"), "something else");
    links.remove(TWO);

    // When
    Copied again = writable("copy", true);

    // Then
    assertThat(again.lacking()).isEmpty();
    assertThat(again.folder().resolve("in/one.txt")).hasContent("the first");
    assertThat(again.folder().resolve("only/links/two.txt")).hasContent("a second");
  }

  @Test
  void overwritingTakesAwayWhatIsNotKnownToBeWhatWasPinned() throws IOException {
    // Given
    Path target = Files.createDirectories(temp.resolve("copy/in")).getParent();
    Files.writeString(target.resolve("in/one.txt"), "whatever");
    links.remove(ONE);

    // When
    Copied copied = writable("copy", true);

    // Then
    assertThat(copied.lacking()).extracting(Problem::path).containsExactly("in/one.txt");
    assertThat(content(target)).containsExactly("here.txt", "only/links/two.txt", "zero");
  }

  @Test
  void aBrokenConnectionLeavesNothingHalfWritten() throws IOException {
    // Given
    links.breakOnce();

    // When
    Copied made = shared(false);

    // Then
    assertThat(made.folder().resolve("in/one.txt")).hasContent("the first");
    assertThat(made.folder().resolve("only/links/two.txt")).hasContent("a second");
    assertThat(links.reads()).isEqualTo(3);
  }

  @Test
  void aFolderIsComparedWithWhatWasPinned() throws IOException {
    // Given
    Copied copied = writable("copy", false);
    links.forget();
    assertThat(problems(copied.folder())).isEmpty();
    Files.writeString(copied.folder().resolve("in/one.txt"), "the wurst");
    Files.delete(copied.folder().resolve("only/links/two.txt"));

    // When
    List<Problem> known = problems(copied.folder());
    links.forget();
    List<Problem> learned = problems(copied.folder());
    links.forget();
    links.remove(ONE);
    List<Problem> unknown = problems(copied.folder());

    // Then
    assertThat(known)
        .extracting(Problem::path, Problem::problem)
        .containsExactly(tuple("in/one.txt", "changed"), tuple("only/links/two.txt", "missing"));
    assertThat(learned).extracting(Problem::problem).containsExactly("changed", "missing");
    assertThat(unknown).extracting(Problem::problem).containsExactly("link-missing", "missing");
  }

  @Test
  void aLinkIsAnotherOneWhenItsAddressSizeOrPinIs() throws IOException {
    // Given
    Root before = store.seal(null, links("u", 1, "\"1\""));

    // When, then
    assertThat(store.seal(null, links("u", 1, "\"1\"")).versionDigest())
        .isEqualTo(before.versionDigest());
    for (Draft other :
        List.of(links("v", 1, "\"1\""), links("u", 2, "\"1\""), links("u", 1, "\"2\""))) {
      Root after = store.seal(null, other);
      try (var changes = Manifest.diff(new Manifest(store, before), new Manifest(store, after))) {
        assertThat(changes.next()).isNotNull();
      }
    }
  }

  private static Draft links(String uri, long size, String pin) {
    return new Draft().file("f", "f").link("l", uri, size, pin);
  }

  private Copied shared(boolean verify) throws IOException {
    return copies.shared(TestStore.wanted(root), store, links, verify, Progress.NONE);
  }

  private Copied writable(String name, boolean overwrite) throws IOException {
    return copies.writable(
        TestStore.wanted(root), store, links, temp.resolve(name), overwrite, Progress.NONE);
  }

  private static List<Problem> problems(Path folder, FakeLinks links) throws IOException {
    List<Problem> problems = new ArrayList<>();
    LocalCopies.compare(
        TestStore.wanted(root), store, links, folder, false, Progress.NONE, problems::add);
    return problems;
  }

  private List<Problem> problems(Path folder) throws IOException {
    return problems(folder, links);
  }

  /** Paths of everything but folders that hold something. */
  private static Set<String> content(Path folder) throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.toList()) {
        if (!Files.isDirectory(path) || Trees.isEmpty(path)) {
          paths.add(folder.relativize(path).toString());
        }
      }
    }
    return paths;
  }
}
