package io.lamella.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the checkout lies that these tests run in. */
final class Project {
  /** The checkout's top. */
  static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();

  /** The script that everything starts with. */
  static final String SCRIPT = TOP.resolve("lamella").toString();

  private Project() {}

  /**
   * Whether a stack has kept, beside what the build left, the classes that metadata-service loads.
   */
  static boolean keepsClasses() throws IOException {
    Path built = TOP.resolve("metadata-service/target/quarkus-app");
    try (Stream<Path> files = Files.list(built)) {
      return files.anyMatch(file -> file.toString().endsWith(".jsa"));
    }
  }
}
