package io.lamella.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that a process says things to. */
public final class LogFile {
  private static final long LARGE = 16 << 20;

  private LogFile() {}

  /**
   * Where the output of a process that is about to start goes: the end of its log, in a folder that
   * exists. A log that has grown large is put aside first, under its name and {@code .1}.
   */
  public static ProcessBuilder.Redirect appending(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGE) {
      Path older = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
    }
    return ProcessBuilder.Redirect.appendTo(log.toFile());
  }
}
