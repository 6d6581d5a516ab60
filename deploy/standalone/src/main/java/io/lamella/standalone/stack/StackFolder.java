package io.lamella.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The data folder of a stack: all that outlives its processes.
 *
 * @param path absolute path
 */
public record StackFolder(Path path) {

  public StackFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** The one that is used when none is named: {@code stack} in Lamella's home. */
  public static Path usual() {
    String home = System.getenv("LAMELLA_HOME");
    return home == null || home.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".lamella", "stack")
        : Path.of(home, "stack");
  }

  /**
   * Makes the folder where it is not there: nobody else may list it, but PostgreSQL's user must be
   * able to pass.
   */
  public void make() throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }
    Files.createDirectories(logs());
  }

  Path lock() {
    return path.resolve("lock");
  }

  /** What its supervisor has written last. */
  public Path state() {
    return path.resolve("state.json");
  }

  /** Keys of tickets. */
  public Path keys() {
    return path.resolve("keys");
  }

  /** What PostgreSQL keeps. */
  public Path postgresql() {
    return path.resolve("postgresql");
  }

  /** What Kafka keeps. */
  public Path kafka() {
    return path.resolve("kafka");
  }

  /** Root of the store of versions that name no other. */
  public Path store() {
    return path.resolve("store");
  }

  /** What the process of this name keeps for itself. */
  Path scratch(String name) {
    return path.resolve(name);
  }

  /** Where the logs of all processes lie. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** What the process of this name says. */
  public Path log(String name) {
    return logs().resolve(name + ".log");
  }
}
