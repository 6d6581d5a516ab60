package io.lamella.upload.pack;

import io.lamella.content.pack.PackWriter;
import io.lamella.content.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A pack while it is made: its name is known only at its end. For one thread at a time. */
public final class PackSpool implements PackWriter.Sink, AutoCloseable {
  private static final int PIECE = 256 * 1024;

  private final FileChannel channel;

  private PackSpool(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * A spool in {@code folder}, which has no name there: it goes when it is closed, or when the
   * process dies.
   */
  public static PackSpool in(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "pack-", ".tmp");
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(file);
    return new PackSpool(channel);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Copies all of it. */
  void copyTo(ObjectStore.Upload upload) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long position = 0;
    for (int read = channel.read(piece, position);
        read >= 0;
        read = channel.read(piece, position)) {
      position += read;
      piece.flip();
      upload.write(piece);
      piece.clear();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
