package io.lamella.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs.
 *
 * @param out the file that its standard output goes to
 * @param err the file that its standard error goes to
 */
record Started(List<String> command, Process process, Path out, Path err) {
  /** Starts a command that says everything to these files. */
  static Started of(
      List<String> command, Path folder, Map<String, String> environment, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LAMELLA_"));
    builder.environment().putAll(environment);
    return new Started(command, builder.start(), out, err);
  }

  /** Starts a command that says everything to files of its own, which go with this JVM. */
  static Started of(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    Path out = Files.createTempFile("lamella-out", ".txt");
    Path err = Files.createTempFile("lamella-err", ".txt");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
    return of(command, folder, environment, out, err);
  }

  /** Waits until it has ended. */
  Finished finished(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError(
          command + " did not end within " + limit + ": " + Files.readString(err));
    }
    return new Finished(command, process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /**
   * Ends it at once, with all that it has started, as {@code kill -9} does.
   *
   * @return its exit code
   */
  int kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    return process.destroyForcibly().waitFor();
  }
}
