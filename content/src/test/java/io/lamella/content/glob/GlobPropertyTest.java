package io.lamella.content.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lamella.contracts.error.LamellaException;
import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** For a long run: {@code -Djqwik.tries.default=1000000}. */
class GlobPropertyTest {
  @Property
  void matchesWhatItsRegularExpressionMatches(
      @ForAll("globs") String glob, @ForAll("paths") String path) {
    assertThat(Glob.of(glob).matches(path))
        .as("%s of %s", glob, path)
        .isEqualTo(Pattern.compile(regex(glob), Pattern.DOTALL).matcher(path).matches());
  }

  @Property
  void aPathWithoutSpecialCharactersMatchesItself(@ForAll("plain") String path) {
    assertThat(Glob.of(path).matches(path)).isTrue();
    assertThat(Glob.of("**/" + path).matches("a/b/" + path)).isTrue();
    assertThat(Glob.of(path.replaceAll(".", "?")).matches(path)).isEqualTo(!path.contains("/"));
  }

  @Property
  void anyTextIsAPatternOrIsRefusedByName(
      @ForAll @StringLength(max = 60) String text, @ForAll String path) {
    Glob glob;
    try {
      glob = Glob.anywhere(text);
    } catch (LamellaException e) {
      assertThat(e.getMessage()).contains(text);
      return;
    }
    glob.matchesFolder(path);
    assertThat(glob.text()).isEqualTo(text);
  }

  @Test
  void takesNoLongerForPatternsThatCanMatchInManyWays() {
    String path = "a/".repeat(500) + "a".repeat(3_000);

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertThat(Glob.of("**/*" + "a*".repeat(100) + "b").matches(path)).isFalse();
          assertThat(Glob.of("**/".repeat(100) + "b").matches(path)).isFalse();
          assertThat(Glob.of("**a".repeat(100) + "b").matches(path)).isFalse();
          assertThat(Glob.of("**/".repeat(100) + "*" + "a*".repeat(100)).matches(path)).isTrue();
        });
  }

  @Test
  void takesVeryLongPatterns() {
    assertThat(Glob.of("?".repeat(100_000)).matches("x".repeat(100_000))).isTrue();
    assertThatThrownBy(() -> Glob.of("?".repeat(100_000) + "[z-a]"))
        .isInstanceOf(LamellaException.class);
  }

  /** What the pattern means, as a regular expression says it. */
  private static String regex(String glob) {
    String regex =
        glob.replaceFirst("^/", "")
            .replace(".", "\\.")
            .replace("**/", "<folders>")
            .replace("**", "<all>")
            .replace("*", "[^/]*")
            .replace("?", "[^/]")
            .replace("[!", "(?!/)[^")
            .replace("<folders>", "(?:.*/)?")
            .replace("<all>", ".*");
    return glob.endsWith("/") ? regex + ".*" : regex;
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("*", "**", "**/", "?", "[ab]", "[!a]", "[a-c]", "a", "b", "/", ".")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts))
        .filter(glob -> !glob.contains("***"));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("abc./\n").ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings()
        .withChars("ab.+()^$|{}é/ ")
        .ofMinLength(1)
        .ofMaxLength(20)
        .filter(path -> !path.startsWith("/") && !path.endsWith("/"));
  }
}
