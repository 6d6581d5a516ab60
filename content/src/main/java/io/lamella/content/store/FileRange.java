package io.lamella.content.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A range of a file: exactly so many bytes, or a failure. */
final class FileRange extends InputStream {
  /** Longer reads are cut: the platform keeps a buffer as long as the longest for each thread. */
  private static final int MAX_READ = 256 << 10;

  private final FileChannel channel;
  private final Path file;
  private long left;

  private FileRange(FileChannel channel, Path file, long length) {
    this.channel = channel;
    this.file = file;
    this.left = length;
  }

  static FileRange open(Path file, long offset, long length) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (offset < 0 || length < 0 || offset > size - length) {
        throw new EOFException(
            "no " + length + " bytes from " + offset + " in " + file + ", which has " + size);
      }
      channel.position(offset);
      return new FileRange(channel, file, length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(length, MAX_READ), left);
    int count = channel.read(ByteBuffer.wrap(to, at, wanted));
    if (count < 0) {
      throw new EOFException(file + " became shorter while it was read");
    }
    left -= count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = Math.max(0, Math.min(count, left));
    channel.position(channel.position() + skipped);
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(left, MAX_READ);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
