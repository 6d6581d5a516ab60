package io.lamella.content.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An object of a bucket while its pieces come, in a file of the system's temporary folder that has
 * no name there: it goes when it is closed, or when the process dies.
 */
final class BucketUpload implements ObjectStore.Upload {
  /** Sends an object as a whole. */
  @FunctionalInterface
  interface Sending {
    /** Answers false when the name is taken, and the mode is IF_ABSENT. */
    boolean send(String name, byte[] content) throws IOException;
  }

  private final String name;
  private final Sending sending;
  private final FileChannel spool;
  private boolean broken;
  private boolean ended;

  BucketUpload(String name, Sending sending) throws IOException {
    this.name = name;
    this.sending = sending;
    Path file = Files.createTempFile("object-", ".tmp");
    try {
      this.spool = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void write(ByteBuffer data) throws IOException {
    requireOpen();
    broken = true;
    while (data.hasRemaining()) {
      spool.write(data);
    }
    broken = false;
  }

  @Override
  public boolean commit() throws IOException {
    requireOpen();
    try (this) {
      return sending.send(name, content());
    }
  }

  private byte[] content() throws IOException {
    byte[] content = new byte[Math.toIntExact(spool.size())];
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      if (spool.read(rest, rest.position()) < 0) {
        throw new EOFException("what was written of " + name + " became shorter");
      }
    }
    return content;
  }

  private void requireOpen() throws IOException {
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    if (broken) {
      throw new IOException("a write to this upload failed before");
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    spool.close();
  }
}
