package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of the server's machine, of which so many names are held at once. */
class FileSourceTest {
  private static final int PART = 7;

  @TempDir Path folder;
  private FileSource files;

  @BeforeEach
  void open() throws IOException {
    files = new FileSource(new SourceRules(Set.of("*")), PART);
  }

  private Listing list(@Nullable String after) throws IOException {
    SourceAddress address = SourceAddress.of(folder.toUri().toString());
    return new Tree((path, behind) -> files.children(address, path, behind), after);
  }

  private List<String> paths(@Nullable String after) throws IOException {
    Listing listing = list(after);
    List<String> paths = new ArrayList<>();
    for (Found next = listing.next(); next != null; next = listing.next()) {
      paths.add(next.path());
    }
    return paths;
  }

  @Test
  void aFolderLargerThanAPartIsTold() throws IOException {
    // Given: 100 files, and folders among them whose names begin as theirs do
    List<String> expected = new ArrayList<>();
    for (int i : IntStream.range(0, 100).toArray()) {
      String name = String.format("%03d", i);
      if (i % 10 == 0) {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name + "/b"), "x");
        expected.add(name + "/b");
        Files.writeString(folder.resolve(name + "-"), "x");
        expected.add(name + "-");
      } else {
        Files.writeString(folder.resolve(name), "x");
        expected.add(name);
      }
    }

    // When
    List<String> all = paths(null);

    // Then
    assertThat(all).isEqualTo(expected);
    for (int i = 0; i < all.size(); i++) {
      assertThat(paths(all.get(i)))
          .as("behind %s", all.get(i))
          .isEqualTo(all.subList(i + 1, all.size()));
    }
  }

  @Test
  void aPartOfWhatIsNoFileIsPassedBy() throws IOException {
    // Given: links that lead nowhere or in a circle, more than a part has
    for (int i = 0; i < 3 * PART; i++) {
      Files.createSymbolicLink(folder.resolve("a" + i), Path.of("nowhere"));
      Files.createSymbolicLink(folder.resolve("b" + i), Path.of("b" + i));
    }
    Files.writeString(folder.resolve("c"), "12345");
    Files.createSymbolicLink(folder.resolve("d"), Path.of("c"));

    // When
    Listing listing = list(null);
    Found file = listing.next();
    Found link = listing.next();

    // Then
    assertThat(file).isNotNull();
    assertThat(file.path()).isEqualTo("c");
    assertThat(file.size()).isEqualTo(5);
    assertThat(link).isNotNull();
    assertThat(link.path()).isEqualTo("d");
    assertThat(link.size()).isEqualTo(5);
    assertThat(listing.next()).isNull();
  }

  @Test
  void aFolderThatIsNotThereSaysSo() throws IOException {
    Files.delete(folder);

    assertThatThrownBy(() -> list(null).next())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("there is no such file or folder");
  }
}
