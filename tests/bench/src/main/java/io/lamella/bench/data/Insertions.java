package io.lamella.bench.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * One file of noise, into which every turn inserts 64 bytes somewhere.
 *
 * @param bytes its size before the first
 */
public record Insertions(long bytes, long seed) implements Growing {
  private static final int INSERTED = 64;

  @Override
  public void write(Path folder) throws IOException {
    new RandomFile(bytes, seed).write(folder);
  }

  @Override
  public long change(Path folder, int turn) throws IOException {
    SplittableRandom random = new SplittableRandom(seed + turn);
    Path file = folder.resolve(RandomFile.NAME);
    Path longer = folder.resolveSibling("longer.bin");
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(longer, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = from.size();
      long at = random.nextLong(size);
      copy(from, 0, at, to);
      to.write(ByteBuffer.wrap(Noise.bytes(random, INSERTED)));
      copy(from, at, size, to);
    }
    Files.move(longer, file, StandardCopyOption.REPLACE_EXISTING);
    return Files.size(file);
  }

  private static void copy(FileChannel from, long begin, long end, FileChannel to)
      throws IOException {
    for (long at = begin; at < end; ) {
      at += from.transferTo(at, end - at, to);
    }
  }
}
