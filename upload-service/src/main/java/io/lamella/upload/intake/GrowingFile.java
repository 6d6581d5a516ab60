package io.lamella.upload.intake;

import io.lamella.content.Digest;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.rest.FileStored;
import io.lamella.upload.draft.Draft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request's share of a file that comes in several. However its bytes are split, its chunks and
 * its digest are those of the file sent at once: a cut depends on nothing before its chunk, so that
 * the bytes behind the last sure cut are looked at again together with those that follow. For one
 * thread.
 */
public final class GrowingFile implements AutoCloseable {
  /** Takes note of what has come so far. */
  @FunctionalInterface
  public interface Notes {
    /**
     * Makes it durable.
     *
     * @param added where the bytes lie that were settled since the last note
     */
    void take(FilePart part, List<Extent> added);
  }

  /** No more than this in new packs, about as much as a full one, is lost with the process. */
  private static final long NOTE_STORED = 28L << 20;

  /** Nor more than this where all of it was stored before. */
  private static final long NOTE_READ = 256L << 20;

  private final FileIntake intake;
  private final Draft draft;
  private final PackStream stream;
  private final @Nullable RunningDigest digest;
  private final KeepAlive alive;
  private final Window window = new Window();
  private Content content = new Content();

  /** Bytes up to the last sure cut: in packs, in the open one, or in the window. */
  private long settled;

  /** What lies behind it; while a body is read the chunk that was cut last. */
  private byte[] tail;

  /** Its digest, if it was cut. */
  private @Nullable Digest tailId;

  /** True while all of the file is in the window. */
  private boolean isShort;

  private long notedStored;
  private long notedSettled;

  /**
   * @param digest of what is settled; null: it is to be no file, and needs none
   */
  GrowingFile(FileIntake intake, Draft draft, FilePart part, @Nullable RunningDigest digest) {
    this.intake = intake;
    this.draft = draft;
    this.stream = intake.packs(draft);
    this.digest = digest;
    this.alive = new KeepAlive(KeepAlive.EVERY, () -> intake.touch(draft));
    this.settled = part.settled();
    this.tail = part.tail();
    this.isShort = part.settled() == 0;
    this.notedSettled = settled;
  }

  /**
   * Reads a body to its end.
   *
   * @param notes hears of it now and then, of a long one
   */
  public void read(InputStream body, Notes notes) throws IOException {
    Chunker chunker = new Chunker(ChunkProfile.of(draft.profile()));
    chunker.reset(new SequenceInputStream(new ByteArrayInputStream(tail), body));
    tail = new byte[0];
    for (ByteBuffer chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
      settleTail(); // more has come, so that its cut is sure
      tail = new byte[chunk.remaining()];
      chunk.get(tail);
      tailId = chunker.chunkId();
      if (window.isFull()) {
        alive.sign();
        append();
        if (isDue()) {
          note(notes);
        }
      }
    }
  }

  /** Stores what is settled and notes all that has come. */
  public void note(Notes notes) throws IOException {
    append();
    stream.flush();
    byte[] state = digest == null ? new byte[0] : digest.state();
    notes.take(new FilePart(settled, tail, state), content.extents());
    content = new Content();
    notedStored = stream.stored();
    notedSettled = settled;
  }

  /**
   * Registers the file, of which all has come. The answer completes when it is durable.
   *
   * @param before where the bytes lie that were settled up to the last note
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC
   * @param mode permission bits
   */
  public CompletableFuture<FileStored> register(
      List<Extent> before, EntryPath path, long mtimeNanos, int mode) throws IOException {
    RunningDigest running = Objects.requireNonNull(digest, "a file has a digest");
    settleTail();
    if (isShort) {
      FileSpec file = new FileSpec(path, settled, digestOfWindow(), mtimeNanos, mode, content);
      return intake.takeShort(draft, file, window);
    }
    append();
    stream.flush();
    Content whole = new Content();
    before.forEach(whole::add);
    content.extents().forEach(whole::add);
    FileSpec file = new FileSpec(path, settled, running.end(), mtimeNanos, mode, whole);
    intake.register(draft, file);
    return CompletableFuture.completedFuture(file.answer(stream.stored()));
  }

  private void settleTail() {
    if (tail.length > 0) {
      window.add(tailId == null ? Digest.of(tail) : tailId, tail);
      settled += tail.length;
      tail = new byte[0];
      tailId = null;
    }
  }

  /** By the platform's engine, which is several times as fast as one that can be put away. */
  private Digest digestOfWindow() {
    MessageDigest sha = Digest.sha256();
    window.bytes().forEach(sha::update);
    return Digest.of(sha);
  }

  private void append() throws IOException {
    if (window.count() > 0) {
      isShort = false;
      if (digest != null) {
        window.bytes().forEach(digest::update);
      }
      stream.append(content, window);
      window.clear();
    }
  }

  private boolean isDue() {
    return stream.stored() - notedStored >= NOTE_STORED || settled - notedSettled >= NOTE_READ;
  }

  /** Bytes that have come. */
  public long length() {
    return settled + tail.length;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
