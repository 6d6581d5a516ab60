package io.lamella.sdk.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files become objects whole, never over something that is there. */
class FileFolderTest {
  private static final EntryPath PATH = EntryPath.of("raw/ä b.txt");

  @TempDir Path temp;
  private Path source;
  private Path place;
  private ExternalLinks links;
  private ObjectFolder folder;

  @BeforeEach
  void start() throws IOException {
    source = Files.writeString(temp.resolve("source.txt"), "hello");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
    place = temp.resolve("place");
    links = new ExternalLinks(new LamellaHome(temp.resolve("home")));
    folder = links.folder(place.toUri().toString());
  }

  private static @Nullable Pin pin(ObjectFolder.Placed placed) {
    assertThat(placed.failure()).isNull();
    return placed.pin();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile)
          .map(file -> place.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileIsPutAtItsPathAndPinnedAsALinkToItWouldBe() throws IOException {
    ObjectFolder.Placed placed = folder.place(source, PATH);

    Path object = place.resolve("raw/ä b.txt");
    assertThat(object).hasContent("hello");
    assertThat(files()).containsExactly("raw/ä b.txt");
    assertThat(placed.bytesRead()).isEqualTo(5);
    Pin found = links.find(object.toUri().toString()).get(0);
    assertThat(pin(placed))
        .isEqualTo(
            new Pin(
                found.uri(),
                PATH.toString(),
                5,
                null,
                Digest.of("hello".getBytes(UTF_8)),
                found.mtimeNanos()));
    assertThat(links.check(found.at(PATH))).isNull();
  }

  @Test
  void whatIsThereAlreadyAndIsTheSameStays() throws IOException {
    Pin first = pin(folder.place(source, PATH));
    Path object = place.resolve(PATH.toString());
    Object inode = Files.getAttribute(object, "unix:ino");

    Pin again = pin(folder.place(source, PATH));
    Pin itself = pin(folder.place(object, PATH));

    assertThat(again).isEqualTo(first);
    assertThat(itself).isEqualTo(first);
    assertThat(Files.getAttribute(object, "unix:ino")).isEqualTo(inode);
  }

  @ParameterizedTest
  @CsvSource({"hallo", "longer than that", "''"})
  void whatIsThereAlreadyAndIsDifferentStaysAndIsNamed(String other) throws IOException {
    Path object = place.resolve(PATH.toString());
    Files.createDirectories(object.getParent());
    Files.writeString(object, other);

    ObjectFolder.Placed placed = folder.place(source, PATH);
    ObjectFolder.Placed rehearsed = folder.rehearse(source, PATH);

    assertThat(placed.pin()).isNull();
    assertThat(placed.failure())
        .startsWith(object + ": is there already, and is different from " + source);
    assertThat(rehearsed.failure()).isEqualTo(placed.failure());
    assertThat(object).hasContent(other);
    assertThat(files()).hasSize(1);
  }

  @Test
  void nothingIsWrittenThroughASymlinkOrOverAFolder() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createDirectories(place.resolve("folder.txt"));
    Files.createSymbolicLink(place.resolve("raw"), outside);
    Files.createSymbolicLink(place.resolve("link.txt"), source);

    assertThat(folder.place(source, PATH).failure()).contains("leads out of " + place);
    assertThat(folder.place(source, EntryPath.of("raw/sub/x")).failure())
        .contains("leads out of " + place);
    assertThat(folder.place(source, EntryPath.of("folder.txt")).failure()).contains("is no file");
    assertThat(folder.place(source, EntryPath.of("link.txt")).failure()).contains("is no file");
    assertThat(folder.place(source, EntryPath.of("link.txt/x")).failure()).isNotNull();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aFileThatIsGoneIsNamedAndLeavesNothing() throws IOException {
    Files.delete(source);

    ObjectFolder.Placed placed = folder.place(source, PATH);

    assertThat(placed.failure()).isEqualTo(source + ": does not exist");
    assertThat(placed.pin()).isNull();
  }

  /** A folder for which the file grows whenever it is opened, so many times. */
  private ObjectFolder whileGrowing(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new FileFolder(
        place,
        file -> {
          if (left.getAndDecrement() > 0) {
            Files.writeString(file, "!", StandardOpenOption.APPEND);
          }
          return Files.newInputStream(file);
        });
  }

  @Test
  void aFileThatHoldsStillAtLastIsPutAsItIsThen() throws IOException {
    Pin pin = pin(whileGrowing(2).place(source, PATH));

    assertThat(place.resolve(PATH.toString())).hasContent("hello!!");
    assertThat(pin).isNotNull();
    assertThat(pin.digest()).isEqualTo(Digest.of("hello!!".getBytes(UTF_8)));
    assertThat(files()).hasSize(1);
  }

  @Test
  void aFileThatDoesNotHoldStillIsNamedAndLeavesNothing() throws IOException {
    ObjectFolder.Placed placed = whileGrowing(3).place(source, PATH);

    assertThat(placed.failure()).isEqualTo(source + ": changes while it is read; tried 3 times");
    assertThat(placed.pin()).isNull();
    assertThat(files()).isEmpty();
  }

  @Test
  void aRehearsalWritesNothing() {
    ObjectFolder.Placed rehearsed = folder.rehearse(source, PATH);

    assertThat(place).doesNotExist();
    assertThat(pin(rehearsed)).isEqualTo(pin(folder.place(source, PATH)));
  }

  @Test
  void ofTwoDifferentOnesAtOnceOneIsThereWholeAndTheOtherIsNamed() throws IOException {
    Path other = Files.writeString(temp.resolve("other.txt"), "HELLO");

    List<ObjectFolder.Placed> placed = new ArrayList<>();
    Several.of(List.of(source, other), file -> folder.place(file, PATH), placed::add);

    assertThat(placed).filteredOn(one -> one.pin() != null).hasSize(1);
    assertThat(placed).filteredOn(one -> one.failure() != null).hasSize(1);
    assertThat(place.resolve(PATH.toString()))
        .hasContent(placed.get(0).pin() != null ? "hello" : "HELLO");
    assertThat(files()).hasSize(1);
  }

  @Test
  void whatWasLeftBehindLongAgoIsTakenAway() throws IOException {
    Path raw = Files.createDirectories(place.resolve("raw"));
    Path old = Files.writeString(raw.resolve(".lamella-1.part"), "left");
    Path fresh = Files.writeString(raw.resolve(".lamella-2.part"), "in use");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    pin(folder.place(source, PATH));

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/x, files cannot be put there",
    "http://example.org/x, files cannot be put there",
    "s3://bucket/x?y, write it like s3://bucket/path",
    "ftp://host/x, cannot be linked to",
    "file:relative, not the address of a file",
    "/mnt/x, not an address"
  })
  void placesThatCannotBeReachedAreRefused(String address, String why) {
    assertThatThrownBy(() -> links.folder(address))
        .isInstanceOf(BadLinkException.class)
        .hasMessageContainingAll(address, why);
  }
}
