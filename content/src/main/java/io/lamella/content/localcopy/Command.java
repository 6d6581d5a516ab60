package io.lamella.content.localcopy;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Programs of the machine for what Java cannot do. */
final class Command {
  private Command() {}

  /** Runs a program; false when there is none of that name or it fails. */
  static boolean succeeds(String... command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    try {
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + command[0]);
    }
  }
}
