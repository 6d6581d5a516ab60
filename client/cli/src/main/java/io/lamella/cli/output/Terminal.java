package io.lamella.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks on. */
final class Terminal {
  private static final Path STDIN = Path.of("/proc/self/fd/0");
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  static boolean isOnStderr() {
    return !"dumb".equals(System.getenv("TERM")) && isOn(STDERR);
  }

  static boolean isOnStdin() {
    return isOn(STDIN);
  }

  private static boolean isOn(Path stream) {
    try {
      if (Files.isSymbolicLink(stream)) {
        String device = Files.readSymbolicLink(stream).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      return false;
    }
    return System.console() != null;
  }
}
