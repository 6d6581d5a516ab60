package io.lamella.content.localcopy;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentBatch;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a file from its pieces; extents are read some at a time, with few requests. */
final class PieceWriter {
  private final PackSource source;
  private final @Nullable Path old;
  private final FileSink sink;
  private long local;

  /**
   * @param old where local pieces lie; null: there are none
   */
  PieceWriter(PackSource source, @Nullable Path old, FileSink sink) {
    this.source = source;
    this.old = old;
    this.sink = sink;
  }

  /** Writes the pieces in their order; returns how many bytes came from the old file. */
  long write(List<Piece> pieces) throws IOException {
    if (old == null) {
      write(pieces, null);
    } else {
      try (FileChannel in = Hashing.open(old)) {
        write(pieces, in);
      }
    }
    return local;
  }

  private void write(List<Piece> pieces, @Nullable FileChannel in) throws IOException {
    List<Piece> group = new ArrayList<>();
    long bytes = 0;
    int extents = 0;
    for (Piece piece : pieces) {
      long stored = piece instanceof Piece.Remote remote ? remote.extent().storedLength() : 0;
      if (bytes + stored > RangeBuffer.MAX_BYTES || extents == ExtentBatch.MAX_TOGETHER) {
        writeGroup(group, in);
        group.clear();
        bytes = 0;
        extents = 0;
      }
      group.add(piece);
      bytes += stored;
      extents += stored > 0 ? 1 : 0;
    }
    writeGroup(group, in);
  }

  private void writeGroup(List<Piece> group, @Nullable FileChannel in) throws IOException {
    List<Extent> extents = new ArrayList<>();
    for (Piece piece : group) {
      if (piece instanceof Piece.Remote remote) {
        extents.add(remote.extent());
      }
    }
    boolean inMemory =
        extents.stream().mapToLong(Extent::storedLength).sum() <= RangeBuffer.MAX_BYTES;
    ExtentReader reader =
        ExtentReader.forWholeFiles(inMemory ? new RangeBuffer(source, extents) : source);
    for (Piece piece : group) {
      if (piece instanceof Piece.Remote remote) {
        reader.read(remote.extent(), sink);
      } else if (piece instanceof Piece.Local range && in != null) {
        copy(in, range);
      }
    }
  }

  private void copy(FileChannel in, Piece.Local range) throws IOException {
    ByteBuffer buffer = Hashing.buffer(range.length());
    long at = range.from();
    long end = range.from() + range.length();
    while (at < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      int n = in.read(buffer, at);
      if (n < 0) {
        throw new EOFException(old + " is shorter than it was");
      }
      sink.accept(buffer.flip());
      at += n;
    }
    local += range.length();
  }
}
