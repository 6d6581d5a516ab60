package io.lamella.sdk.folder;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets a scan go on in a thread of its own, some hundreds of files ahead of who asks: to look at
 * files and to decide about them each take about half of the time. For one thread.
 */
public final class WalkAhead implements Cursor<Scanned> {
  private static final int BATCH = 128;
  private static final int BATCHES = 8;
  private static final List<Scanned> END = List.of();

  private final Cursor<Scanned> scan;
  private final BlockingQueue<List<Scanned>> found = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread = new Thread(this::walk, "lamella-walk");
  private Iterator<Scanned> batch = Collections.emptyIterator();
  private volatile @Nullable Throwable failure;
  private boolean started;
  private boolean ended;

  /**
   * The thread starts when the first is asked for: what is made and never used leaves none behind.
   *
   * @param scan nobody else may use it from now on, nor what it tells its findings, until this is
   *     at its end or closed
   */
  public WalkAhead(Cursor<Scanned> scan) {
    this.scan = scan;
    thread.setDaemon(true);
  }

  private void walk() {
    try {
      List<Scanned> rest = walkBatches();
      if (!rest.isEmpty()) {
        found.put(rest);
      }
      found.put(END);
    } catch (InterruptedException e) {
      // It is closed: nobody waits for an end.
      return;
    }
  }

  /** What is left when the scan has ended or failed. */
  private List<Scanned> walkBatches() throws InterruptedException {
    List<Scanned> full = new ArrayList<>(BATCH);
    try {
      for (Scanned next = scan.next(); next != null; next = scan.next()) {
        full.add(next);
        if (full.size() == BATCH) {
          found.put(full);
          full = new ArrayList<>(BATCH);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    return full;
  }

  @Override
  public @Nullable Scanned next() throws IOException {
    if (!started) {
      started = true;
      thread.start();
    }
    if (!batch.hasNext() && !ended) {
      batch = take().iterator();
      ended = !batch.hasNext();
      rethrow();
    }
    return ended ? null : batch.next();
  }

  private List<Scanned> take() throws IOException {
    try {
      return found.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void rethrow() throws IOException {
    Throwable cause = ended ? failure : null;
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    scan.close();
  }
}
