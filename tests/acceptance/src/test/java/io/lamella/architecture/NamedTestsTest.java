package io.lamella.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that name tests name tests that are there. */
class NamedTestsTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+))?`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/reliability.md", "docs/reference/clearml-tests.md"})
  void everyTestThatAPageNamesIsThere(String page) throws IOException {
    List<MatchResult> named = TEST.matcher(Files.readString(TOP.resolve(page))).results().toList();
    Map<String, String> sources = testSources();

    List<String> missing =
        named.stream()
            .filter(one -> !sources.getOrDefault(one.group(1), "").contains(what(one)))
            .map(MatchResult::group)
            .toList();

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static String what(MatchResult named) {
    return named.group(2) == null
        ? "class " + named.group(1) + " {"
        : "void " + named.group(2) + "(";
  }

  /** The text of all test classes of a name. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> all = Files.find(TOP, 14, (path, file) -> isTest(path))) {
      for (Path source : all.toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(source), String::concat);
      }
    }
    return sources;
  }

  private static boolean isTest(Path path) {
    String name = TOP.relativize(path).toString();
    return name.contains("src/test/java/") && name.matches(".*(IT|Test)\\.java");
  }
}
