package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Some files that are put into a draft together: they share packs, and become runs that count when
 * they are appended. A file that breaks off leaves the others as they are. For one thread.
 */
public final class FileGroup implements AutoCloseable {
  private final Draft draft;
  private final FileStream stream;
  private final RunStore runs;
  private final List<Supplier<Entry>> entries = new ArrayList<>();

  FileGroup(Draft draft, FileStream stream, RunStore runs) {
    this.draft = draft;
    this.stream = stream;
    this.runs = runs;
  }

  /**
   * Reads a file to its end.
   *
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC
   * @param mode permission bits
   * @return its bytes
   */
  public long put(EntryPath path, long mtimeNanos, int mode, InputStream body) throws IOException {
    FileSpec file = stream.take(path, mtimeNanos, mode, body);
    entries.add(file::entry);
    return file.size();
  }

  /** Puts a link. */
  public void put(Entry.Link link) {
    entries.add(() -> link);
  }

  /** Stores what is not stored yet, and writes the runs that put all of it. */
  public List<NewRun> finish() throws IOException {
    stream.flush();
    RunBuilder builder = new RunBuilder();
    entries.forEach(entry -> builder.put(entry.get()));
    List<NewRun> written = new ArrayList<>();
    for (List<Change> run : builder.take()) {
      written.add(runs.write(draft, Run.of(run)));
    }
    return written;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
