package io.lamella.content.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.jpg, a.jpg, true",
    "*.jpg, a/b.jpg, false",
    "a/*.jpg, a/b.jpg, true",
    "a/*.jpg, a/b/c.jpg, false",
    "**/*.jpg, a.jpg, true",
    "**/*.jpg, a/b/c.jpg, true",
    "a/**/z, a/z, true",
    "a/**/z, a/b/c/z, true",
    "a/**, a/b/c, true",
    "a?c, abc, true",
    "a?c, a/c, false",
    "[ab].txt, b.txt, true",
    "[!ab].txt, b.txt, false",
    "[!ab].txt, c.txt, true",
    "[a-c]x, bx, true",
    "logs/, logs/x/y, true",
    "logs/, logs2/x, false",
    "a.b, axb, false",
    "a+(b), a+(b), true",
    "a[b, a[b, true",
    "/top.txt, top.txt, true"
  })
  void matchesFromTheRoot(String glob, String path, boolean expected) {
    assertThat(Glob.of(glob).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/*.jpg, a/b",
    "/a/*.jpg, a",
    "a/b/c.jpg, a/b",
    "a/*/b/c, a",
    "a/**, a",
    "*/b/c, ",
    "*.jpg, ",
    "logs/, ",
    "**/x, ",
    "a\\x/b, ",
    "a//b/*, ",
    "../x/*, "
  })
  void namesTheFolderBeneathWhichAllOfItsMatchesLie(String glob, @Nullable String folder) {
    assertThat(Glob.anywhere(glob).folder().map(EntryPath::toString))
        .isEqualTo(Optional.ofNullable(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "*.jpg, a/b/c.jpg, true",
    "logo.png, deep/logo.png, true",
    "logo.png, logo.png, true",
    "a/*.jpg, x/a/b.jpg, false",
    "logs/, x/logs/y, true"
  })
  void withoutASlashMatchesAtAnyDepth(String glob, String path, boolean expected) {
    assertThat(Glob.anywhere(glob).matches(path)).isEqualTo(expected);
  }

  @Test
  void takesEscapedCharactersAsTheyAre() {
    assertThat(Glob.of("a\\*b").matches("a*b")).isTrue();
    assertThat(Glob.of("a\\*b").matches("axb")).isFalse();
  }

  @Test
  void matchesNamesWithNewlinesAndLargeCodePoints() {
    assertThat(Glob.of("*.txt").matches("two\nlines.txt")).isTrue();
    assertThat(Glob.of("\uD83D\uDC31?").matches("\uD83D\uDC31x")).isTrue();
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(() -> Glob.of("x[z-a]"))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining("x[z-a]");
  }

  @Test
  void knowsWhatIsAPattern() {
    assertThat(Glob.isPattern("a/b.txt")).isFalse();
    assertThat(Glob.isPattern("a/*.txt")).isTrue();
  }
}
