package io.lamella.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The migrations of the module whose tests run. */
public final class Migrations {
  private Migrations() {}

  /** Asserts that this is the newest one, and that each has a number of its own. */
  public static void assertNewest(int version) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.matches("V\\d+__\\w+\\.sql"))
          .extracting(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .doesNotHaveDuplicates()
          .contains(version)
          .allMatch(other -> other <= version);
    }
  }
}
