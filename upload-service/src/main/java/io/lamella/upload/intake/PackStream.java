package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks.Place;
import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

  private PackStream(Parts parts, Draft draft) {
    this.parts = parts;
    this.draft = draft;
  }

  /** Appends a window's chunks to a file, storing those that are not stored yet. */
  void append(Content content, Window window) throws IOException {
    if (window.count() > 0) {
      Chunks.Found found = parts.chunks().find(draft, window.ids());
      window.appendTo(content, found.places(), false, this::pack);
    }
  }

  /** Appends small files; which of their chunks are stored is asked once for all of them. */
  void append(List<SmallFile> files) throws IOException {
    List<Digest> ids = files.stream().flatMap(file -> file.window().ids().stream()).toList();
    List<Optional<Place>> places = parts.chunks().find(draft, ids).places();
    int from = 0;
    for (SmallFile file : files) {
      int to = from + file.window().count();
      file.content().hold(0);
      file.window().appendTo(file.content(), places.subList(from, to), true, this::pack);
      from = to;
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
        pack.store(parts.packs(), draft, parts.packs().leasedTo(List.of(draft.version())));
      }
    }
  }

  /** Bytes of new packs, the open one included. */
  long stored() {
    OpenPack pack = open;
    return stored + (pack == null ? 0 : pack.length());
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
