package io.lamella.upload.intake;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.EntryPath;
import io.lamella.upload.draft.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the files of one request in, one after the other: they share packs, and memory is bounded
 * whatever their sizes. Small ones are held until there are some MiB of them, and looked up
 * together. None of them is registered by this. For one thread.
 */
public final class FileStream implements AutoCloseable {
  /** No more chunks of small files are looked up together. */
  private static final int TOGETHER = 2_000;

  private final PackStream packs;
  private final KeepAlive alive;
  private final Chunker chunker;
  private final List<SmallFile> held = new ArrayList<>();
  private long heldBytes;
  private int heldChunks;
  private Window window = new Window();

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
    if (fill()) {
      hold(content);
    } else {
      appendLong(content);
    }
    return new FileSpec(path, chunker.length(), chunker.fileDigest(), mtimeNanos, mode, content);
  }

  /** Holds a file that is in the window. */
  private void hold(Content content) throws IOException {
    if (window.count() == 0) {
      return;
    }
    content.hold(window.count());
    held.add(new SmallFile(content, window));
    heldBytes += window.length();
    heldChunks += window.count();
    window = new Window();
    if (heldBytes >= Window.BYTES || heldChunks >= TOGETHER) {
      appendHeld();
    }
  }

  private void appendHeld() throws IOException {
    if (!held.isEmpty()) {
      List<SmallFile> files = List.copyOf(held);
      held.clear();
      heldBytes = 0;
      heldChunks = 0;
      packs.append(files);
    }
  }

  /** Appends a file whose beginning is in the window. */
  private void appendLong(Content content) throws IOException {
    appendHeld();
    boolean ended = false;
    while (!ended) {
      packs.append(content, window);
      window.clear();
      ended = fill();
    }
    packs.append(content, window);
  }

  private boolean fill() throws IOException {
    alive.sign();
    return FileIntake.fill(chunker, window);
  }

  /** Stores the open pack: all files that came so far have their packs stored then. */
  public void flush() throws IOException {
    appendHeld();
    packs.flush();
  }

  /** Bytes of new packs, once all is flushed. */
  public long stored() {
    return packs.stored();
  }

  @Override
  public void close() throws IOException {
    packs.close();
  }
}
