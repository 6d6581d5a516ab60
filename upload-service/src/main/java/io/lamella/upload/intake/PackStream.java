package io.lamella.upload.intake;

import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills packs with one long body after the other, for one request. For one thread. */
final class PackStream implements AutoCloseable {
  /** What streams are made of. */
  record Parts(Chunks chunks, PackStore packs, SpoolFolder spool) {
    PackStream open(Draft draft) {
      return new PackStream(this, draft);
    }
  }

  private final Parts parts;
  private final Draft draft;
  private @Nullable OpenPack open;
  private long stored;
  private int packsStored;

  private PackStream(Parts parts, Draft draft) {
    this.parts = parts;
    this.draft = draft;
  }

  /** Appends a window's chunks to a file, storing those that are not stored yet. */
  void append(Content content, Window window, boolean whole) throws IOException {
    if (window.count() > 0) {
      Chunks.Found found = parts.chunks().find(draft, window.ids());
      window.appendTo(content, found.places(), whole, this::pack);
    }
  }

  private OpenPack pack() throws IOException {
    if (open != null && !open.hasRoom(1)) {
      flush();
    }
    OpenPack pack = open;
    if (pack == null) {
      pack = OpenPack.in(parts.spool().path());
      open = pack;
    }
    return pack;
  }

  /** Stores what is in the open pack: then everything appended so far has a place. */
  void flush() throws IOException {
    OpenPack pack = open;
    if (pack == null) {
      return;
    }
    open = null;
    try (pack) {
      if (pack.count() > 0) {
        stored += pack.length();
        packsStored++;
        pack.store(parts.packs(), draft, parts.packs().leasedTo(List.of(draft.version())));
      }
    }
  }

  /** Bytes of new packs, the open one included. */
  long stored() {
    OpenPack pack = open;
    return stored + (pack == null ? 0 : pack.length());
  }

  /** Number of packs stored so far: when it grows, files appended before have places. */
  int packsStored() {
    return packsStored;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
