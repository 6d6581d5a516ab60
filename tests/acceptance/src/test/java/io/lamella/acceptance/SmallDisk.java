package io.lamella.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A file system of some MiB in memory, which can be filled to its last byte. */
final class SmallDisk implements AutoCloseable {
  private static final int MIB = 1 << 20;

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  /** Mounts one; a test that may not mount is skipped. */
  static SmallDisk at(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    String size = "size=" + mebibytes + "m,mode=755";
    Finished mounted = run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString());
    assumeTrue(mounted.exit() == 0, "a small disk cannot be mounted here: " + mounted.err());
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Leaves room for so many MiB and not for more. */
  void fillUpTo(int mebibytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      fill(channel);
      channel.truncate(channel.size() - (long) mebibytes * MIB);
    }
  }

  private static void fill(FileChannel channel) {
    ByteBuffer zeros = ByteBuffer.allocate(MIB);
    try {
      while (true) {
        channel.write(zeros.clear());
      }
    } catch (IOException full) {
      return;
    }
  }

  void makeRoom() throws IOException {
    Files.delete(filler);
  }

  @Override
  public void close() {
    run("umount", "--lazy", folder.toString()).expect(0);
  }

  private static Finished run(String... command) {
    return Finished.of(List.of(command), Path.of("/"), Map.of(), Duration.ofSeconds(10));
  }
}
