package io.lamella.standalone.archive;

import io.lamella.standalone.process.OwnSession;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The classes that a program loads while it starts, as the JVM maps them into memory. It lies
 * beside what the build left, and is of that build and of the JVM that made it.
 *
 * @param jar of the program, the first of its class path
 */
public record ClassArchive(Path jar) {
  private static final String BEGIN = "start-";
  private static final String END = ".jsa";
  private static final int LIMIT_SECONDS = 300;
  private static final List<String> IDLY =
      Files.isExecutable(Path.of("/usr/bin/nice"))
          ? List.of("/usr/bin/nice", "-n", "19")
          : List.of();

  /** Options of {@code java} that use it; none while it is not there. */
  public List<String> options() {
    try {
      Path file = file();
      return Files.isReadable(file)
          ? List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto")
          : List.of();
    } catch (IOException e) {
      return List.of(); // what to start is not there, which the start says better
    }
  }

  /** Whether it can be made, and was not. */
  boolean isWanted() throws IOException {
    return Files.isRegularFile(jar) && Files.isWritable(folder()) && !Files.exists(file());
  }

  private Path folder() {
    return Objects.requireNonNull(jar.toAbsolutePath().getParent(), "a jar lies in a folder");
  }

  private Path file() throws IOException {
    String build = Long.toString(Files.getLastModifiedTime(jar).toMillis(), Character.MAX_RADIX);
    return folder().resolve(BEGIN + build + "-" + Runtime.version() + END);
  }

  /**
   * Makes it, by a start of the program that ends by itself.
   *
   * @param scratch an empty folder, which the program runs in
   */
  void make(TrainingRun.Command run, Path scratch) throws IOException, InterruptedException {
    Path file = file(); // of the build that is there now
    Path made = scratch.resolve("made" + END);
    List<String> arguments =
        new ArrayList<>(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:disable"));
    arguments.addAll(run.arguments());
    List<String> command = new ArrayList<>(IDLY);
    command.addAll(OwnSession.java(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(run.environment());
    Process start = builder.start();
    try {
      if (start.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && start.exitValue() == 0) {
        keep(made, file);
      }
    } finally {
      start.destroyForcibly();
    }
  }

  /** In place of those of builds before; whoever starts meanwhile sees all of it or nothing. */
  private void keep(Path made, Path file) throws IOException {
    Path whole = folder().resolve("archive.tmp");
    Files.move(made, whole, StandardCopyOption.REPLACE_EXISTING);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder(), BEGIN + "*" + END)) {
      for (Path other : others) {
        Files.delete(other);
      }
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
