package io.lamella.upload.intake;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
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
  private final PackStream packs;
  private final RunStore runs;
  private final KeepAlive alive;
  private final Chunker chunker;
  private final Window window = new Window();
  private final List<Supplier<Entry>> entries = new ArrayList<>();

  FileGroup(Draft draft, PackStream packs, RunStore runs, Runnable touch) {
    this.draft = draft;
    this.packs = packs;
    this.runs = runs;
    this.alive = new KeepAlive(KeepAlive.EVERY, touch);
    this.chunker = new Chunker(ChunkProfile.of(draft.profile()));
  }

  /**
   * Reads a file to its end.
   *
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC
   * @param mode permission bits
   * @return its bytes
   */
  public long put(EntryPath path, long mtimeNanos, int mode, InputStream body) throws IOException {
    Content content = new Content();
    window.clear();
    chunker.reset(body);
    boolean ended = FileIntake.fill(chunker, window);
    boolean whole = ended;
    while (!ended) {
      alive.sign();
      packs.append(content, window, false);
      window.clear();
      ended = FileIntake.fill(chunker, window);
    }
    packs.append(content, window, whole);
    FileSpec file =
        new FileSpec(path, chunker.length(), chunker.fileDigest(), mtimeNanos, mode, content);
    entries.add(file::entry);
    return file.size();
  }

  /** Puts a link. */
  public void put(Entry.Link link) {
    entries.add(() -> link);
  }

  /** Stores what is not stored yet, and writes the runs that put all of it. */
  public List<NewRun> finish() throws IOException {
    packs.flush();
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
    packs.close();
  }
}
