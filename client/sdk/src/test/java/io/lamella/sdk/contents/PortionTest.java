package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Part;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortionTest {
  private final MemoryPacks packs = new MemoryPacks();
  private Manifest version;

  @BeforeEach
  void aVersion() throws IOException {
    version =
        packs.version(
            List.of(
                file("README", 1),
                file("images/1.jpg", 1),
                file("images/2.jpg", 2),
                file("images/deep/3.jpg", 3),
                new Entry.Symlink(EntryPath.of("images/latest.jpg"), "2.jpg"),
                new Entry.Folder(EntryPath.of("labels"), 0755),
                file("labels.csv", 5),
                file("old/labels/1.txt", 4)));
  }

  @Test
  void holdsWhatItsPatternsMatch() throws IOException {
    assertThat(paths(Portion.files(List.of("*.jpg"))))
        .containsExactly("images/1.jpg", "images/2.jpg", "images/deep/3.jpg", "images/latest.jpg");
    assertThat(paths(Portion.files(List.of("images/*.jpg", "README"))))
        .containsExactly("README", "images/1.jpg", "images/2.jpg", "images/latest.jpg");
    assertThat(paths(Portion.files(List.of("labels/"))))
        .containsExactly("labels", "old/labels/1.txt");
    assertThat(paths(Portion.ALL)).hasSize(8);
  }

  @Test
  void everyPatternHasToMatchSomething() {
    Portion portion = Portion.files(List.of("*.jpg", "*.jpeg", "images/*.png"));

    for (Portion asked : List.of(portion, portion.part(part(1, 4)))) {
      assertThatThrownBy(() -> paths(asked))
          .isInstanceOfSatisfying(
              LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_FOUND))
          .hasMessageContaining("matches *.jpeg, images/*.png;");
    }
  }

  @Test
  void readsTheFoldersThatPatternsNameOnly() throws IOException {
    // Given
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(file("set/part-%03d/%05d.bin".formatted(i / 500, i), i));
    }
    Manifest large = packs.version(many);
    packs.takeBytesRead();
    paths(Portion.ALL, large);
    long all = packs.takeBytesRead();

    // When
    List<String> found =
        paths(
            Portion.files(List.of("set/part-030/*.bin", "set/part-004/*7.bin")),
            new Manifest(packs, large.root()));

    // Then
    assertThat(found)
        .hasSize(550)
        .startsWith("set/part-004/02007.bin")
        .contains("set/part-030/15000.bin");
    assertThat(packs.takeBytesRead()).isLessThan(all / 7);
  }

  @Test
  void holdsWhatIsNewOrOtherwiseSinceAnotherVersion() throws IOException {
    // Given: one file added, one changed, one only touched, one removed
    Manifest next =
        packs.version(
            List.of(
                file("README", 100),
                file("images/1.jpg", 1),
                touched("images/2.jpg", 2),
                file("images/deep/3.jpg", 3),
                new Entry.Symlink(EntryPath.of("images/latest.jpg"), "new.jpg"),
                file("images/new.jpg", 9),
                new Entry.Folder(EntryPath.of("labels"), 0700),
                file("labels.csv", 5)));
    Portion changed = new Portion(Portion.ALL.files(), version, null);
    Portion images = new Portion(Portion.files(List.of("*.jpg", "*.png")).files(), version, null);

    // Then
    assertThat(paths(changed, next))
        .containsExactly("README", "images/latest.jpg", "images/new.jpg");
    assertThat(paths(images, next)).containsExactly("images/latest.jpg", "images/new.jpg");
    assertThat(paths(images.part(part(0, 2)), next)).hasSize(2);
    assertThat(paths(images.part(part(1, 2)), next)).isEmpty();
    assertThat(paths(changed, version)).isEmpty();
    assertThat(paths(images, version)).isEmpty();
  }

  @Test
  void partsOfWhatMatchesHoldItOnceAndAreAlike() throws IOException {
    // Given
    Portion jpgs = Portion.files(List.of("*.jpg"));

    // When
    List<List<String>> parts = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      parts.add(paths(jpgs.part(part(number, 3))));
    }

    // Then
    assertThat(parts)
        .containsExactly(
            List.of("images/1.jpg"),
            List.of("images/2.jpg"),
            List.of("images/deep/3.jpg", "images/latest.jpg"));
  }

  /** Copies are found again by these words, also by later releases. */
  @Test
  void saysInWordsWhatItHolds() {
    Portion jpgs = Portion.files(List.of("*.jpg"));

    assertThat(jpgs.words()).isEqualTo("matching \"*.jpg\"");
    assertThat(jpgs.part(new Part(2, 4, Part.Balance.BYTES)).words())
        .isEqualTo("matching \"*.jpg\", part 2 of 4 by bytes");
    assertThat(new Portion(Portion.ALL.files(), version, part(0, 3)).words())
        .isEqualTo(
            "changed from " + version.root().versionDigest().hex() + ", part 0 of 3 by files");
  }

  @Test
  void saysDifferentThingsInDifferentWordsAndEqualOnesInEqualWords() {
    assertThat(Portion.files(List.of("b", "a", "b")).words())
        .isEqualTo(Portion.files(List.of("a", "b")).words());
    assertThat(
            List.of(
                Portion.files(List.of("a b")).words(),
                Portion.files(List.of("a", "b")).words(),
                Portion.files(List.of("a\" \"b")).words(),
                Portion.files(List.of("a\\\" \\\"b")).words(),
                Portion.files(List.of("a", "b\", part 0 of 2 by files")).words(),
                Portion.files(List.of("a", "b")).part(part(0, 2)).words()))
        .doesNotHaveDuplicates();
  }

  @Test
  void onePartOfOneIsAll() {
    assertThat(Portion.ALL.part(part(0, 1)).isAll()).isTrue();
    assertThat(Portion.ALL.part(part(0, 2)).isAll()).isFalse();
    assertThat(Portion.files(List.of("*")).isAll()).isFalse();
    assertThat(new Portion(Portion.ALL.files(), version, null).isAll()).isFalse();
  }

  private static Part part(int number, int count) {
    return new Part(number, count, Part.Balance.FILES);
  }

  private static Entry file(String path, long content) {
    return file(path, content, 1);
  }

  private static Entry touched(String path, long content) {
    return file(path, content, 2);
  }

  private static Entry file(String path, long content, long mtime) {
    Digest digest = Digest.of(ByteBuffer.allocate(8).putLong(0, content));
    PackRef pack = new PackRef("0123456789abcdef".repeat(2), Digest.of(new byte[] {1}), 0);
    Extent extent = new Extent(pack, 0, 152, 100, 0, 1);
    return new Entry.File(EntryPath.of(path), 100, false, digest, List.of(extent), mtime, 0644);
  }

  private List<String> paths(Portion portion) throws IOException {
    return paths(portion, version);
  }

  private static List<String> paths(Portion portion, Manifest manifest) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Cursor<Entry> entries = portion.of(manifest)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        paths.add(entry.path().toString());
      }
    }
    return paths;
  }
}
