package io.lamella.cache.tar;

import io.lamella.cache.download.CheckedPieces;
import io.lamella.cache.stream.Pieces;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.ExtentReader;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Entries as a tar stream, written while they are read; holds about one piece at a time. */
final class TarPieces implements Pieces {
  private final Cursor<Entry> entries;
  private final TarNames names;
  private final ExtentReader reader;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream(2 * LENGTH);
  private final TarArchiveOutputStream tar = TarEntries.stream(written);
  private @Nullable CheckedPieces file;
  private boolean ended;

  TarPieces(Cursor<Entry> entries, @Nullable EntryPath folder, ExtentReader reader) {
    this.entries = entries;
    this.names = new TarNames(folder);
    this.reader = reader;
  }

  @Override
  public @Nullable Buffer next() throws IOException {
    while (!ended && written.size() < LENGTH) {
      step();
    }
    if (written.size() == 0) {
      return null;
    }
    Buffer piece = Buffer.buffer(written.toByteArray());
    written.reset();
    return piece;
  }

  private void step() throws IOException {
    if (file != null) {
      continueFile(file);
      return;
    }
    Entry entry = entries.next();
    if (entry == null) {
      tar.finish();
      ended = true;
      return;
    }
    tar.putArchiveEntry(TarEntries.of(entry, names.of(entry.path())));
    if (entry instanceof Entry.File content && content.size() > 0) {
      file = open(content);
    } else {
      tar.closeArchiveEntry();
    }
  }

  private void continueFile(CheckedPieces open) throws IOException {
    byte[] bytes = open.nextBytes();
    if (bytes != null) {
      tar.write(bytes);
      return;
    }
    open.close();
    file = null;
    tar.closeArchiveEntry();
  }

  private CheckedPieces open(Entry.File content) {
    InputStream in = reader.stream(content.extents(), 0, content.size());
    return new CheckedPieces(in, content.size(), content.digest());
  }

  @Override
  public void close() throws IOException {
    try (entries;
        CheckedPieces open = file) {
      file = null;
    }
  }
}
