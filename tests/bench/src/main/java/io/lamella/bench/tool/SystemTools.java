package io.lamella.bench.tool;

import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;

/** What every machine has: the floor that no tool is expected to go below. */
public final class SystemTools {
  private static final int BLOCK = 1 << 20;

  private SystemTools() {}

  /** {@code cp -r}. */
  public static Sample copy(Path from, Path to) throws IOException {
    return Sample.of(Command.in(from, "cp", "-r", ".", to.toString()).run());
  }

  /** {@code tar c}, and its file synced to the disk. */
  public static Sample pack(Path from, Path tar) throws IOException {
    return Sample.of(
        Command.in(from, "sh", "-c", "tar cf \"$1\" . && sync \"$1\"", "tar", tar.toString())
            .run());
  }

  /** {@code tar x} into a new folder. */
  public static Sample unpack(Path tar, Path to) throws IOException {
    Files.createDirectories(to);
    return Sample.of(Command.in(to, "tar", "xf", tar.toString()).run());
  }

  /** {@code sha256sum} of all files. */
  public static Sample digest(Path folder) throws IOException {
    return Sample.of(
        Command.in(folder, "sh", "-c", "find . -type f -print0 | xargs -0 sha256sum >/dev/null")
            .run());
  }

  /** So many bytes written to one file in sequence, and synced to the disk. */
  public static Sample write(Path file, long bytes) throws IOException {
    byte[] block = new byte[BLOCK];
    new Random(1).nextBytes(block);
    long begun = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; ) {
        left -= out.write(ByteBuffer.wrap(block, 0, (int) Math.min(left, BLOCK)));
      }
      out.force(true);
    }
    return new Sample((System.nanoTime() - begun) / 1e9, 0, 0, 0, Map.of());
  }

  /** Waits until the system has written what others left behind. */
  public static void settle() throws IOException {
    Command.in(Path.of("/"), "sync").run();
  }
}
