package io.lamella.cache.contentcache;

import io.lamella.cache.disk.Trees;
import io.lamella.content.CorruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Blocks as files: CRC-32C of key and bytes (little-endian u32), then the bytes. A file appears
 * under its name by a rename; one that a crash cut short fails its checksum.
 */
final class BlockFiles {
  private static final int HEADER = 4;
  private static final String TEMPORARY = ".tmp-";
  private static final String PREFIX = "blocks-";
  private final Path folder;

  /** A block that was found at start. */
  record Found(BlockKey key, long bytes, FileTime written) {}

  private BlockFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The blocks of this length in a cache's folder; those of another length go. */
  static BlockFiles open(Path cache, int blockBytes) throws IOException {
    Path mine = cache.resolve(PREFIX + blockBytes);
    BlockFiles files = new BlockFiles(mine);
    try (Stream<Path> folders = Files.list(cache)) {
      for (Path other : (Iterable<Path>) folders::iterator) {
        if (other.getFileName().toString().startsWith(PREFIX) && !other.equals(mine)) {
          Trees.delete(other);
        }
      }
    }
    return files;
  }

  /**
   * Reads a block.
   *
   * @throws CorruptedException when it is not what was written
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  byte[] read(BlockKey key) throws IOException {
    byte[] file = Files.readAllBytes(path(key));
    if (file.length < HEADER) {
      throw new CorruptedException("a cached block is cut short: " + key.fileName());
    }
    byte[] block = new byte[file.length - HEADER];
    System.arraycopy(file, HEADER, block, 0, block.length);
    ByteBuffer header = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    if (header.getInt() != checksum(key, block)) {
      throw new CorruptedException("a cached block is damaged: " + key.fileName());
    }
    return block;
  }

  /** Writes a block and returns the bytes that it takes on disk. */
  long write(BlockKey key, byte[] block) throws IOException {
    Path target = path(key);
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      try (FileChannel out =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        header.putInt(checksum(key, block)).flip();
        writeFully(out, header);
        writeFully(out, ByteBuffer.wrap(block));
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return HEADER + (long) block.length;
  }

  void delete(BlockKey key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  /** What lies in the folder, oldest first; what writers left behind goes. */
  List<Found> scan() throws IOException {
    List<Found> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          continue;
        }
        String name = file.getFileName().toString();
        Optional<BlockKey> key = BlockKey.parse(name);
        if (key.isPresent()) {
          found.add(new Found(key.get(), attributes.size(), attributes.lastModifiedTime()));
        } else if (name.startsWith(TEMPORARY)) {
          Files.deleteIfExists(file);
        }
      }
    }
    found.sort(Comparator.comparing(Found::written));
    return found;
  }

  private Path path(BlockKey key) {
    return folder.resolve(key.file());
  }

  private static int checksum(BlockKey key, byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(key.bytes());
    crc.update(block);
    return (int) crc.getValue();
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
