package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.ExtentReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A new file that is written front to back and hashed on the way. Unless it is {@link #complete}
 * with the right digest, closing removes it.
 */
final class FileSink implements ExtentReader.ChunkSink, Closeable {
  private final Path path;
  private final FileChannel channel;
  private final MessageDigest sha = Digest.sha256();
  private final long size;
  private long length;
  private boolean kept;

  /**
   * @param size bytes; more than these are refused
   * @throws SameNameException when something is there: whoever uses this made the folder itself
   */
  FileSink(Path path, long size) throws IOException {
    this.path = path;
    this.size = size;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw SameNameException.at(path);
    }
  }

  @Override
  public void accept(ByteBuffer bytes) throws IOException {
    length += bytes.remaining();
    if (length > size) {
      throw new CorruptedException("more than the expected " + size + " bytes of " + path);
    }
    sha.update(bytes.duplicate());
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Ends the file; true and it stays when it is what the entry says. */
  boolean complete(Entry.File file) throws IOException {
    channel.close();
    kept = length == file.size() && Digest.of(sha).equals(file.digest());
    return kept;
  }

  /**
   * Ends the file of a link, whose bytes were what it was pinned to; it stays.
   *
   * @return the link with size and digest
   */
  Entry.Link complete(Entry.Link link) throws IOException {
    channel.close();
    kept = true;
    return new Entry.Link(
        link.path(), link.uri(), length, link.pin(), Digest.of(sha), link.mtimeNanos());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!kept) {
      Files.deleteIfExists(path);
    }
  }
}
