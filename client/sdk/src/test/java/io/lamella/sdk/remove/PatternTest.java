package io.lamella.sdk.remove;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
  private static Entry file(String path) {
    return new Entry.File(EntryPath.of(path), 0, false, Digest.EMPTY, List.of(), 0, 0644);
  }

  @ParameterizedTest
  @CsvSource({
    "logo.png, logo.png, true",
    "logo.png, deep/logo.png, false",
    "./logo.png, logo.png, true",
    "logs/, logs/a/b, true",
    "logs/, logs, true",
    "logs, logs/a, true",
    "logs/, mylogs/a, false",
    "logs/, logs2/a, false",
    "*.txt, a.txt, true",
    "*.txt, deep/a.txt, false",
    "**/*.txt, deep/a.txt, true",
    "train/*.tmp, train/x.tmp, true"
  })
  void pathsMeanWhatTheySay(String pattern, String path, boolean expected) {
    assertThat(Pattern.of(pattern, false, true).matches(file(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "logo.png, deep/logo.png, true",
    "*.txt, deep/er/a.txt, true",
    "a/*.txt, deep/a/b.txt, false"
  })
  void wildcardsWithoutASlashMatchAtAnyDepth(String pattern, String path, boolean expected) {
    assertThat(Pattern.of(pattern, true, true).matches(file(path))).isEqualTo(expected);
  }

  @Test
  void aFolderIsOnlyWhatLiesDirectlyInItWhenNotRecursive() {
    Pattern logs = Pattern.of("logs/", false, false);

    assertThat(logs.matches(file("logs/a"))).isTrue();
    assertThat(logs.matches(file("logs/a/b"))).isFalse();
    assertThat(logs.tree()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "logs/, false, logs",
    "a/b.txt, false, a/b.txt",
    "a/*.txt, true, a",
    "b.txt, true, ",
    "*.txt, false, ",
    "s3://bucket/x, false, ",
    "/, false, "
  })
  void namesThePlaceWhereAllOfItsMatchesLie(
      String pattern, boolean anywhere, @Nullable String place) {
    assertThat(Pattern.of(pattern, anywhere, true).place().map(EntryPath::toString))
        .isEqualTo(Optional.ofNullable(place));
  }

  @Test
  void aNameWithWildcardsInItCanBeMeantAsItIs() {
    assertThat(Pattern.of("a[1].txt", false, true).matches(file("a[1].txt"))).isTrue();
  }

  @Test
  void anAddressMeansALink() {
    Entry link = new Entry.Link(EntryPath.of("x"), "s3://bucket/x", 1, null, null, 0);

    assertThat(Pattern.of("s3://bucket/x", false, true).matches(link)).isTrue();
    assertThat(Pattern.of("s3://bucket/*", false, true).matches(link)).isTrue();
    assertThat(Pattern.of("s3://other/*", false, true).matches(link)).isFalse();
  }
}
