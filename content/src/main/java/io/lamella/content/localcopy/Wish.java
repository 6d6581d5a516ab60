package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * What a copy is to hold, noted on disk in one pass over the manifest, so that later passes need no
 * network and no memory.
 *
 * @param lines a record without stamps
 * @param entries all that is in the manifest, what is not written too
 * @param files files, and links that are to be read
 * @param bytes of them, as far as is known before
 * @param leftOut external links that nobody is to read
 */
record Wish(
    Path lines, long entries, long files, long bytes, long leftOut, Sketch sketch, Sample sample) {
  static Wish note(LocalCopies.Wanted wanted, Work work, Path lines) throws IOException {
    long all = 0;
    long files = 0;
    long bytes = 0;
    long leftOut = 0;
    Sketch sketch = new Sketch();
    Sample sample = new Sample();
    EntryPath last = null;
    try (Cursor<Entry> entries = wanted.entries(work.source());
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
        if (entry instanceof Entry.Link && !work.takesLinks()) {
          leftOut++;
          continue;
        }
        Line line =
            Line.todo(entry instanceof Entry.Link link ? work.links().resolved(link) : entry);
        if (line.isTodo()) {
          files++;
        }
        Entry.File file = line.file();
        if (file != null) {
          bytes += file.size();
          sketch.add(file);
          sample.add(file);
        } else if (line.entry() instanceof Entry.Link link) {
          bytes += Math.max(0, link.size());
        }
        out.add(line);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while a manifest was read");
        }
      }
      out.finish();
    }
    return new Wish(lines, all, files, bytes, leftOut, sketch, sample);
  }

  /** What a finished copy of it is, all of whose bytes are its own. */
  Info info(LocalCopies.Wanted wanted, String family, Filling.Filled filled) {
    return new Info(
        wanted.root().versionDigest().hex(),
        wanted.prefixText(),
        wanted.words(),
        filled.files(),
        filled.bytes(),
        filled.bytes(),
        leftOut + filled.lacking().size(),
        family,
        sketch);
  }
}
