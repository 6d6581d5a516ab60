package io.lamella.standalone.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log that is printed as it grows, in whole lines. */
final class LogTail {
  private final Path log;
  private final String prefix;
  private long position;

  LogTail(Path log, String prefix) {
    this.log = log;
    this.prefix = prefix;
  }

  /** Prints the lines that were not printed yet; a log that began anew is printed from there. */
  void print(PrintStream out) throws IOException {
    if (!Files.exists(log)) {
      return;
    }
    if (Files.size(log) < position) {
      position = 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] block = new byte[1 << 16];
      for (int read = read(file, block); read > 0; read = read(file, block)) {
        int end = end(block, read);
        String text = new String(block, 0, end, StandardCharsets.UTF_8);
        out.print(prefix.isEmpty() ? text : text.replaceAll("(?m)^", prefix));
        position += end;
      }
      out.flush();
    }
  }

  private int read(RandomAccessFile file, byte[] block) throws IOException {
    file.seek(position);
    int read = file.read(block);
    return read > 0 && end(block, read) > 0 ? read : 0;
  }

  /** Where the last whole line ends; a line longer than the block counts as one. */
  private static int end(byte[] block, int length) {
    for (int i = length; i > 0; i--) {
      if (block[i - 1] == '\n') {
        return i;
      }
    }
    return length == block.length ? length : 0;
  }
}
