package io.lamella.content.localcopy;

import java.io.IOException;

/** Whether this Java can write every file name. */
final class FileNames {
  private FileNames() {}

  /** Java takes the bytes of file names from the locale that it was started in, once. */
  static void check() throws IOException {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    if (!encoding.equalsIgnoreCase("UTF-8")) {
      throw new IOException(
          "file names cannot be written as they are: the locale's encoding is "
              + encoding
              + "; set LC_ALL=C.UTF-8");
    }
  }
}
