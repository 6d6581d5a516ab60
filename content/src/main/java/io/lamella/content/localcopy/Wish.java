package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * What a copy is to hold, noted on disk in one pass over the manifest, so that later passes need no
 * network and no memory.
 *
 * @param lines a record without stamps
 * @param entries all that is in the manifest, external links and what is not written too
 * @param links external links, which are no part of a local copy
 */
record Wish(
    Path lines, long entries, long files, long bytes, long links, Sketch sketch, Sample sample) {
  static Wish note(LocalCopies.Wanted wanted, PackSource source, Path lines) throws IOException {
    long all = 0;
    long files = 0;
    long bytes = 0;
    long links = 0;
    Sketch sketch = new Sketch();
    Sample sample = new Sample();
    EntryPath last = null;
    try (Cursor<Entry> entries = wanted.entries(source);
        RecordWriter out = new RecordWriter(lines)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        if (last != null && last.compareTo(entry.path()) >= 0) {
          throw new CorruptedException("the manifest is out of order at " + entry.path());
        }
        last = entry.path();
        all++;
        if (Spared.isSpared(entry.path())) {
          continue;
        }
        if (entry instanceof Entry.Link) {
          links++;
          continue;
        }
        if (entry instanceof Entry.File file) {
          files++;
          bytes += file.size();
          sketch.add(file);
          sample.add(file);
        }
        out.add(Line.todo(entry));
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while a manifest was read");
        }
      }
      out.finish();
    }
    return new Wish(lines, all, files, bytes, links, sketch, sample);
  }

  /** What a finished copy of it is, all of whose bytes are its own. */
  Info info(LocalCopies.Wanted wanted, String family) {
    String version = wanted.root().versionDigest().hex();
    return new Info(
        version, wanted.prefixText(), wanted.words(), files, bytes, bytes, links, family, sketch);
  }
}
