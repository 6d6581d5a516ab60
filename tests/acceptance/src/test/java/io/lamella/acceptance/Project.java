package io.lamella.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the checkout lies that these tests run in. */
final class Project {
  /** The checkout's top. */
  static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();

  /** The script that everything starts with. */
  static final String SCRIPT = TOP.resolve("lamella").toString();

  private Project() {}

  /**
   * Whether a stack has kept, beside what the build left, the classes that services and Kafka load.
   */
  static boolean keepsClasses() throws IOException {
    for (String built :
        List.of(
            "metadata-service/target/quarkus-app",
            "upload-service/target/quarkus-app",
            "cache-service/target/quarkus-app",
            "deploy/standalone/target")) {
      try (Stream<Path> files = Files.list(TOP.resolve(built))) {
        if (files.noneMatch(file -> file.toString().endsWith(".jsa"))) {
          return false;
        }
      }
    }
    return true;
  }
}
