package io.lamella.upload.intake;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.EntryPath;
import io.lamella.upload.draft.Draft;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the files of one request in, one after the other: they share packs, and memory is bounded
 * whatever their sizes. None of them is registered by this. For one thread.
 */
public final class FileStream implements AutoCloseable {
  private final PackStream packs;
  private final KeepAlive alive;
  private final Chunker chunker;
  private final Window window = new Window();

  FileStream(Draft draft, PackStream packs, KeepAlive alive) {
    this.packs = packs;
    this.alive = alive;
    this.chunker = new Chunker(ChunkProfile.of(draft.profile()));
  }

  /**
   * Reads a file to its end. It becomes an entry once its packs are stored.
   *
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC
   * @param mode permission bits
   */
  public FileSpec take(EntryPath path, long mtimeNanos, int mode, InputStream body)
      throws IOException {
    Content content = new Content();
    window.clear();
    chunker.reset(body);
    boolean ended = fill();
    boolean whole = ended;
    while (!ended) {
      packs.append(content, window, false);
      window.clear();
      ended = fill();
    }
    packs.append(content, window, whole);
    return new FileSpec(path, chunker.length(), chunker.fileDigest(), mtimeNanos, mode, content);
  }

  private boolean fill() throws IOException {
    alive.sign();
    return FileIntake.fill(chunker, window);
  }

  /** Stores the open pack: all files that came so far have their packs stored then. */
  public void flush() throws IOException {
    packs.flush();
  }

  /** Number of packs stored so far: when it grows, the files before have their packs stored. */
  public int packsStored() {
    return packs.packsStored();
  }

  /** Bytes of new packs. */
  public long stored() {
    return packs.stored();
  }

  @Override
  public void close() throws IOException {
    packs.close();
  }
}
