package io.lamella.acceptance;

import java.nio.file.Path;

/** Where the checkout lies that these tests run in. */
final class Project {
  /** The checkout's top. */
  static final Path TOP = Path.of("").toAbsolutePath().getParent().getParent();

  /** The script that everything starts with. */
  static final String SCRIPT = TOP.resolve("lamella").toString();

  private Project() {}
}
