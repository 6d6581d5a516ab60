package io.lamella.sdk.transfer;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads files, cuts and hashes them. A file that changes while it is read is read again, three
 * times at most. For one thread.
 */
final class Reader {
  private static final int ATTEMPTS = 3;
  private final Chunker chunker;
  private final ReadAhead ahead;
  private final Tally tally;
  private final TransferProgress progress;

  Reader(ChunkProfile profile, ReadAhead ahead, Tally tally, TransferProgress progress) {
    this.chunker = new Chunker(profile);
    this.ahead = ahead;
    this.tally = tally;
    this.progress = progress;
  }

  void read(Feed feed, Scanned.File file) throws InterruptedException {
    ahead.put(feed, attempts(feed, file));
  }

  private Piece attempts(Feed feed, Scanned.File file) throws InterruptedException {
    Path source = file.source();
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Stamp before = Stamp.of(source, false);
        if (!before.isFile()) {
          return new Piece.Failed(source + ": is not a file any more");
        }
        long size = cut(feed, source);
        if (size == before.size() && Stamp.of(source, false).equals(before)) {
          return new Piece.End(chunker.fileDigest(), size, before);
        }
        ahead.put(feed, new Piece.Again());
      }
      return new Piece.Failed(source + ": changes while it is read; tried " + ATTEMPTS + " times");
    } catch (NoSuchFileException e) {
      return new Piece.Failed(source + ": is gone");
    } catch (IOException e) {
      return new Piece.Failed(source + ": " + e.getMessage());
    }
  }

  private long cut(Feed feed, Path source) throws IOException, InterruptedException {
    try (InputStream in =
        Channels.newInputStream(
            Files.newByteChannel(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      chunker.reset(in);
      for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
        byte[] raw = new byte[chunk.remaining()];
        chunk.get(raw);
        tally.bytesRead.add(raw.length);
        progress.read(raw.length);
        ahead.put(feed, new Piece.Chunk(chunker.chunkId(), raw));
      }
      return chunker.length();
    }
  }
}
