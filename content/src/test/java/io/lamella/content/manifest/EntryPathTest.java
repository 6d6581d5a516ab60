package io.lamella.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPathTest {
  @Test
  void ordersFolderByFolder() {
    // Given
    List<String> shuffled = List.of("a0", "a.b", "a/b.c", "a-b", "a/b/c", "b", "a/b", "a");

    // When
    TreeSet<EntryPath> sorted = new TreeSet<>(shuffled.stream().map(EntryPath::of).toList());

    // Then
    assertThat(sorted.stream().map(EntryPath::toString))
        .containsExactly("a", "a/b", "a/b/c", "a/b.c", "a-b", "a.b", "a0", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/.", "./a", "a/../b", "a\0b", "\ud800"})
  void refusesWhatIsNoPath(String path) {
    assertThatThrownBy(() -> EntryPath.of(path)).isInstanceOf(InvalidPathException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "...", ".a", "a.", "..a/b..", " ", "\n", "é", "e\u0301", "a\\b", "😀"})
  void takesWhatLinuxTakes(String path) {
    assertThat(EntryPath.of(path).toString()).isEqualTo(path);
  }

  @Test
  void refusesBytesThatAreNoUtf8AndNamesThem() {
    for (byte[] bytes :
        List.of(
            new byte[] {'a', (byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xe2, (byte) 0x82})) {
      assertThatThrownBy(() -> EntryPath.ofUtf8(bytes))
          .isInstanceOf(InvalidPathException.class)
          .hasMessageContaining("not valid UTF-8");
    }
  }

  @Test
  void measuresItsLengthInBytes() {
    assertThat(EntryPath.of("é".repeat(2048)).utf8()).hasSize(4096);
    assertThatThrownBy(() -> EntryPath.of("é".repeat(2048) + "x"))
        .isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> EntryPath.of("x".repeat(4096)).resolve("y"))
        .isInstanceOf(InvalidPathException.class);
  }

  @Test
  void comesApartAndTogether() {
    // Given
    EntryPath path = EntryPath.of("a/b/c");

    // Then
    assertThat(path.name()).isEqualTo("c");
    assertThat(path.parent()).contains(EntryPath.of("a/b"));
    assertThat(EntryPath.of("a").parent()).isEmpty();
    assertThat(EntryPath.of("a/b").resolve("c")).isEqualTo(path).hasSameHashCodeAs(path);
    assertThatThrownBy(() -> path.resolve("d/e")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> path.resolve("..")).isInstanceOf(InvalidPathException.class);
    assertThat(path.isBeneath(EntryPath.of("a"))).isTrue();
    assertThat(path.isBeneath(path)).isFalse();
    assertThat(EntryPath.of("ab/c").isBeneath(EntryPath.of("a"))).isFalse();
  }

  @Property
  void comparesAsIfASlashWereTheLeastByte(
      @ForAll("paths") String left, @ForAll("paths") String right) {
    // When
    int order = EntryPath.of(left).compareTo(EntryPath.of(right));

    // Then
    byte[] l = left.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    byte[] r = right.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    assertThat(Integer.signum(order))
        .isEqualTo(Integer.signum(java.util.Arrays.compareUnsigned(l, r)));
  }

  @Property
  void whatLiesBeneathAFolderFollowsItWithoutAGap(
      @ForAll("paths") String folder, @ForAll List<@net.jqwik.api.From("paths") String> others) {
    // Given
    EntryPath above = EntryPath.of(folder);
    TreeSet<EntryPath> sorted =
        new TreeSet<>(
            Stream.concat(others.stream(), Stream.of(folder, folder + "/x"))
                .map(EntryPath::of)
                .toList());

    // When
    List<EntryPath> behind = List.copyOf(sorted.tailSet(above, false));

    // Then
    List<EntryPath> beneath = behind.stream().filter(p -> p.isBeneath(above)).toList();
    assertThat(behind.subList(0, beneath.size())).isEqualTo(beneath);
    assertThat(sorted.headSet(above)).noneMatch(p -> p.isBeneath(above));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars('a', 'b', '-', '.', '\u0001', 'é', '\uffff', '~')
        .ofMinLength(1)
        .ofMaxLength(3)
        .filter(part -> !part.equals(".") && !part.equals(".."))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(parts -> String.join("/", parts));
  }
}
