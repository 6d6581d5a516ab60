package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.EntryPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks lines of a record up in path order. A record that is not there, or that cannot be read from
 * some point on, has no lines from there: what it would have told is then found out by reading.
 */
final class RecordFollower implements Closeable {
  private @Nullable RecordReader lines;
  private @Nullable Line line;

  RecordFollower(@Nullable Path record) throws IOException {
    if (record != null && Files.exists(record)) {
      try {
        lines = new RecordReader(record);
        line = lines.next();
      } catch (CorruptedException e) {
        close();
      }
    }
  }

  /** The line of a path that lies behind those asked for before; null when there is none. */
  @Nullable Line at(EntryPath path) throws IOException {
    try {
      while (lines != null && line != null && line.path().compareTo(path) < 0) {
        line = lines.next();
      }
    } catch (CorruptedException e) {
      close();
    }
    return line != null && line.path().equals(path) ? line : null;
  }

  @Override
  public void close() throws IOException {
    line = null;
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
