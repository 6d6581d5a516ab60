package io.lamella.upload.intake;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.rest.FileStored;
import io.lamella.upload.change.Appends;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes one file in: small ones share packs, a long one fills packs of its own. */
@ApplicationScoped
public class FileIntake {
  private final Database database;
  private final Drafts drafts;
  private final Chunks chunks;
  private final PackBatcher batcher;
  private final RunStore runs;
  private final Appends appends;
  private final PackStream.Parts streams;

  @Inject
  FileIntake(
      Database database,
      Drafts drafts,
      Chunks chunks,
      PackStore packs,
      SpoolFolder spool,
      PackBatcher batcher,
      RunStore runs,
      Appends appends) {
    this.database = database;
    this.drafts = drafts;
    this.chunks = chunks;
    this.batcher = batcher;
    this.runs = runs;
    this.appends = appends;
    this.streams = new PackStream.Parts(chunks, packs, spool);
  }

  /**
   * A file that goes on where an earlier request left it.
   *
   * @param part what has arrived of it so far
   */
  public GrowingFile grow(Draft draft, FilePart part) {
    return new GrowingFile(this, draft, part, new RunningDigest(part.digest()));
  }

  /** As above, of bytes that are to be part of a file, but are none: they have no digest. */
  public GrowingFile gather(Draft draft, FilePart part) {
    return new GrowingFile(this, draft, part, null);
  }

  /** Takes a short file in, of which all chunks are in the window. */
  CompletableFuture<FileStored> takeShort(Draft draft, FileSpec file, Window window)
      throws IOException {
    return batcher.add(draft, file, window, chunks.find(draft, window.ids()));
  }

  /** Registers a file whose packs are stored. */
  void register(Draft draft, FileSpec file) throws IOException {
    List<Change> run = Run.close(List.of(new Change.Put(file.entry())));
    appends.append(draft, List.of(runs.write(draft, Run.of(run))));
  }

  /** Packs for a file that grows. */
  PackStream packs(Draft draft) {
    return streams.open(draft);
  }

  /** Files that go into the draft together. */
  public FileGroup group(Draft draft) {
    return new FileGroup(draft, stream(draft, () -> {}), runs);
  }

  /**
   * For a request that brings many files.
   *
   * @param keep what else is to be kept while its bytes come
   */
  public FileStream stream(Draft draft, Runnable keep) {
    KeepAlive alive =
        new KeepAlive(
            KeepAlive.EVERY,
            () -> {
              touch(draft);
              keep.run();
            });
    return new FileStream(draft, streams.open(draft), alive);
  }

  /** Says that a request about the draft goes on. */
  void touch(Draft draft) {
    database.transact(tx -> drafts.touch(tx, draft.version()));
  }

  /**
   * Reads a file to its end. The answer completes when it is durable and registered.
   *
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC
   * @param mode permission bits
   */
  public CompletableFuture<FileStored> take(
      Draft draft, EntryPath path, long mtimeNanos, int mode, InputStream body) throws IOException {
    Chunker chunker = new Chunker(ChunkProfile.of(draft.profile()));
    chunker.reset(body);
    Content content = new Content();
    Window window = new Window();
    boolean ended = fill(chunker, window);
    if (ended) {
      FileSpec file =
          new FileSpec(path, chunker.length(), chunker.fileDigest(), mtimeNanos, mode, content);
      return takeShort(draft, file, window);
    }
    KeepAlive alive = new KeepAlive(KeepAlive.EVERY, () -> touch(draft));
    try (PackStream stream = streams.open(draft)) {
      while (!ended) {
        alive.sign();
        stream.append(content, window);
        window.clear();
        ended = fill(chunker, window);
      }
      stream.append(content, window);
      stream.flush();
      FileSpec file =
          new FileSpec(path, chunker.length(), chunker.fileDigest(), mtimeNanos, mode, content);
      register(draft, file);
      return CompletableFuture.completedFuture(file.answer(stream.stored()));
    }
  }

  /** Fills a window; true when the file has ended. */
  static boolean fill(Chunker chunker, Window window) throws IOException {
    while (!window.isFull()) {
      ByteBuffer chunk = chunker.next();
      if (chunk == null) {
        return true;
      }
      window.add(chunker.chunkId(), chunk);
    }
    return false;
  }
}
