package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies.Cached;
import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Problem;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.localcopy.LocalCopies.Wanted;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Part;
import io.lamella.content.manifest.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that hold a part of a version: they are never taken for the whole, nor for each other. */
class ExcerptTest {
  private static final int PARTS = 3;
  private static final int MEDIUM = 1_000_000;

  /** Manifests and footers of this version take a few kilobytes, its files 6 MB. */
  private static final long MANIFEST = 300_000;

  @TempDir static Path storeFolder;
  private static TestStore store;
  private static Root root;

  @TempDir Path temp;
  private LocalCopies copies;

  /** A part of a version. */
  private record Cut(Part part) implements Excerpt {
    @Override
    public String words() {
      return part.number() + " of " + part.count();
    }

    @Override
    public Cursor<Entry> of(Manifest manifest) throws IOException {
      return part.of(manifest);
    }
  }

  @BeforeAll
  static void aVersionOfManyFiles() throws IOException {
    store = new TestStore(storeFolder);
    Draft draft = new Draft().folder("hollow", 0700).symlink("zlink", "many/0/0");
    for (int i = 0; i < 6; i++) {
      draft.file("large/" + i, Bytes.random(MEDIUM, i));
    }
    for (int i = 0; i < 300; i++) {
      draft.file("many/" + i % 5 + "/" + i, "content of " + i);
    }
    root = store.seal(null, draft);
  }

  @BeforeEach
  void emptyCache() throws IOException {
    copies = LocalCopies.open(temp.resolve("cache"), Settings.DEFAULT);
    store.resetCount();
  }

  @Test
  void partsHoldTheWholeOnceAndEachLiesInAFolderOfItsOwn() throws IOException {
    // When
    List<String> together = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (int number = 0; number < PARTS; number++) {
      Copied part = shared(part(number));
      assertThat(part.files()).isEqualTo(102);
      folders.add(part.folder());
      together.addAll(content(part.folder()));
    }
    Copied whole = shared(whole());
    folders.add(whole.folder());

    // Then
    assertThat(whole.files()).isEqualTo(306);
    assertThat(together).containsExactlyInAnyOrderElementsOf(content(whole.folder()));
    assertThat(folders).doesNotHaveDuplicates();
    assertThat(copies.list()).hasSize(4).filteredOn(copy -> copy.excerpt() == null).hasSize(1);
    assertThat(copies.list()).extracting(Cached::excerpt).contains("1 of 3");
  }

  @Test
  void thePartThatWasMadeIsGivenOutAgain() throws IOException {
    // Given
    Copied made = shared(part(1));

    // When
    store.resetCount();
    Copied again = shared(part(1));

    // Then
    assertThat(store.bytesRead()).isZero();
    assertThat(again.folder()).isEqualTo(made.folder());
    assertThat(again.bytesReused()).isEqualTo(again.bytes());
  }

  @Test
  void aPartFetchesItsOwnFiles() throws IOException {
    assertThat(shared(part(2)).bytesFetched()).isLessThan(MANIFEST);
    assertThat(shared(part(0)).bytesFetched()).isBetween(6L * MEDIUM, 6L * MEDIUM + MANIFEST);
  }

  @Test
  void aPartTakesItsFilesFromTheWhole() throws IOException {
    // Given
    Copied whole = shared(whole());

    // When
    Copied part = shared(part(0));
    Copied few = shared(wanted(root, new Part(4, 100, Part.Balance.FILES)));

    // Then
    assertThat(part.bytesFetched()).isLessThan(MANIFEST);
    assertThat(part.bytesReused()).isEqualTo(part.bytes());
    assertThat(few.files()).isEqualTo(4);
    assertThat(few.bytesReused()).isEqualTo(few.bytes());
    assertThat(inode(part.folder().resolve("large/3")))
        .isEqualTo(inode(whole.folder().resolve("large/3")));
    for (Wanted wanted : List.of(whole(), part(0))) {
      Records.assertTrue(copy(wanted));
    }
  }

  @Test
  void aFewFilesOfTheNextVersionTakeThemFromTheWholeOfTheLast() throws IOException {
    // Given: too few to show in a sketch of the whole
    Root next = store.seal(root, new Draft().file("many/0/0", "changed"));
    Copied whole = shared(whole());

    // When
    Copied few = shared(wanted(next, new Part(2, 100, Part.Balance.FILES)));

    // Then
    assertThat(content(few.folder())).hasSize(4).allMatch(path -> path.startsWith("many/0/"));
    assertThat(few.bytesReused()).isEqualTo(few.bytes());
    assertThat(whole.files()).isEqualTo(306);
  }

  @Test
  void whatChangedInAFewFilesIsAllThatIsFetchedWhereTheWholeOfTheLastVersionIs()
      throws IOException {
    // Given
    byte[] content = Bytes.random(4 * MEDIUM, 77);
    Root before = store.seal(root, new Draft().file("big", content));
    Root after =
        store.seal(before, new Draft().file("big", Arrays.copyOf(content, 4 * MEDIUM + 1)));
    shared(TestStore.wanted(before));

    // When: "big" is the first file in path order
    Copied changed = shared(wanted(after, new Part(0, 307, Part.Balance.FILES)));

    // Then
    assertThat(content(changed.folder())).containsExactly("big");
    assertThat(changed.bytesFetched()).isLessThan(MEDIUM);
    assertThat(changed.bytesReused()).isGreaterThan(3L * MEDIUM);
  }

  @Test
  void aSmallPartOfTheVersionIsNoReasonToPassOverTheWholeOfTheLast() throws IOException {
    // Given
    Root next = store.seal(root, new Draft().file("a-new", "new"));
    shared(whole());
    shared(wanted(next, new Part(99, 100, Part.Balance.FILES)));

    // When
    Copied copied = shared(TestStore.wanted(next));

    // Then
    assertThat(copied.files()).isEqualTo(307);
    assertThat(copied.bytesFetched()).isLessThan(MANIFEST);
    assertThat(copied.bytesReused()).isGreaterThanOrEqualTo(copied.bytes() - "new".length());
  }

  @Test
  void theWholeTakesItsFilesFromAllItsParts() throws IOException {
    // Given
    for (int number = 0; number < PARTS; number++) {
      shared(wanted(root, new Part(number, PARTS, Part.Balance.BYTES)));
    }

    // When
    Copied whole = shared(whole());

    // Then
    assertThat(whole.bytesReused()).isEqualTo(whole.bytes());
    assertThat(whole.bytesFetched()).isLessThan(MANIFEST);
    assertThat(LocalCopies.verify(whole(), store, whole.folder(), false, Progress.NONE)).isEmpty();
    Records.assertTrue(copy(whole()));
  }

  @Test
  void aPartIsPrunedAsOthersAreAndLeavesWhatItShares() throws IOException {
    // Given
    shared(whole());
    Copied part = shared(part(0));
    String id = LocalCopies.id(part(0));
    Files.setLastModifiedTime(copy(part(0)).resolve("used"), FileTime.fromMillis(0));

    // When
    List<Cached> removed = copies.prune(0, false);

    // Then
    assertThat(removed).extracting(Cached::id).containsExactly(id);
    assertThat(part.folder()).doesNotExist();
    assertThat(copies.list()).extracting(Cached::id).containsExactly(LocalCopies.id(whole()));
    Records.assertTrue(copy(whole()));
  }

  @Test
  void damageOfAPartIsFoundAndMended() throws IOException {
    // Given
    Copied part = shared(part(0));
    Path file = part.folder().resolve("large/3");
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(file.toFile().setWritable(true)).isTrue();
    byte[] content = Files.readAllBytes(file);
    content[1000]++;
    Files.write(file, content);
    Files.setLastModifiedTime(file, time);
    Files.writeString(part.folder().resolve("stray"), "not of the version");

    // When
    Copied mended = shared(part(0));

    // Then
    assertThat(mended.folder()).isEqualTo(part.folder());
    assertThat(file).hasBinaryContent(Bytes.random(MEDIUM, 3));
    assertThat(content(part.folder())).hasSize(103).doesNotContain("stray");
    assertThat(mended.notes()).singleElement().asString().contains("1 damaged");
  }

  @Test
  void overwritingBringsAFolderToAnotherPart() throws IOException {
    // Given
    Path target = temp.resolve("out");
    copies.writable(part(0), store, target, false, Progress.NONE);
    assertThat(content(target)).hasSize(103).contains("hollow", "large/0").doesNotContain("zlink");

    // When
    Copied copied = copies.writable(part(2), store, target, true, Progress.NONE);

    // Then
    assertThat(copied.files()).isEqualTo(102);
    assertThat(content(target)).hasSize(103).contains("zlink").doesNotContain("hollow", "large/0");
  }

  @Test
  void aFolderIsComparedWithThePartThatItShouldHold() throws IOException {
    // Given
    Copied part = shared(part(0));
    List<Problem> problems = new ArrayList<>();

    // When
    long looked = compare(part(0), part.folder(), problems);

    // Then: 102 files and an empty folder
    assertThat(problems).isEmpty();
    assertThat(looked).isEqualTo(103);

    // When
    compare(part(1), part.folder(), problems);

    // Then
    assertThat(problems).filteredOn(p -> p.problem().equals("missing")).hasSize(102);
    assertThat(problems).filteredOn(p -> p.problem().equals("extra")).hasSize(103);
  }

  @Test
  void nothingIsAPartToo() throws IOException {
    // When
    Copied copied = shared(wanted(root, new Part(307, 400, Part.Balance.FILES)));

    // Then
    assertThat(copied.files()).isZero();
    assertThat(copied.folder()).isEmptyDirectory();
  }

  @Test
  void whatLiesAtAPathIsNoExcerptOfThatName() {
    // Given
    Wanted path = TestStore.wanted(root, "many");
    Wanted excerpt =
        new Wanted(
            "version",
            root,
            null,
            new Excerpt() {
              @Override
              public String words() {
                return "many";
              }

              @Override
              public Cursor<Entry> of(Manifest manifest) {
                return () -> null;
              }
            });

    // Then
    assertThat(LocalCopies.id(excerpt)).isNotEqualTo(LocalCopies.id(path));
    assertThatThrownBy(() -> new Wanted("version", root, EntryPath.of("many"), excerpt.excerpt()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSampleIsSpreadOverAll() throws IOException {
    // Given
    Sample sample = new Sample();
    for (int i = 0; i < 1000; i++) {
      sample.add(
          new Entry.File(
              EntryPath.of("%04d".formatted(i)),
              0,
              false,
              Digest.of(new byte[0]),
              List.of(),
              0,
              0644));
    }
    Path half = Files.createDirectories(temp.resolve("half"));
    for (int i = 0; i < 500; i++) {
      Files.createFile(half.resolve("%04d".formatted(i)));
    }

    // Then
    assertThat(sample.shareIn(half)).isBetween(0.45, 0.55);
    assertThat(sample.shareIn(temp)).isZero();
    assertThat(new Sample().shareIn(half)).isZero();
  }

  private static Wanted whole() {
    return TestStore.wanted(root);
  }

  private static Wanted part(int number) {
    return wanted(root, new Part(number, PARTS, Part.Balance.FILES));
  }

  private static Wanted wanted(Root of, Part part) {
    return new Wanted("version", of, null, new Cut(part));
  }

  private Copied shared(Wanted wanted) throws IOException {
    return copies.shared(wanted, store, false, Progress.NONE);
  }

  private static long compare(Wanted wanted, Path folder, List<Problem> problems)
      throws IOException {
    return LocalCopies.compare(
        wanted, store, LinkSource.NONE, folder, false, Progress.NONE, problems::add);
  }

  private Path copy(Wanted wanted) {
    return temp.resolve("cache/copies").resolve(LocalCopies.id(wanted));
  }

  /** What lies in a folder, folders only when they are empty. */
  private static List<String> content(Path folder) throws IOException {
    List<String> content = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Trees.isEmpty(path)) {
          content.add(folder.relativize(path).toString());
        }
      }
    }
    return content;
  }

  private static long inode(Path path) throws IOException {
    return FileState.existing(path).stamp().inode();
  }
}
