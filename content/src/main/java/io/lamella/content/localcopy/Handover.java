package io.lamella.content.localcopy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Tasks that are worked on while more are still being found: some at a time are handed to the
 * workers, and who finds them waits when too many are under way. For one thread.
 */
final class Handover implements AutoCloseable {
  private static final int BATCH = 256;
  private static final int UNDER_WAY = 2 * Workers.THREADS;

  private final Workers workers;
  private final Deque<Workers.Running> running = new ArrayDeque<>();
  private List<Workers.Task> batch = new ArrayList<>(BATCH);

  Handover(Workers workers) {
    this.workers = workers;
  }

  /** Takes a task; throws what one before it has thrown. */
  void add(Workers.Task task) throws IOException {
    batch.add(task);
    if (batch.size() == BATCH) {
      handOn();
      if (running.size() > UNDER_WAY) {
        running.remove().await();
      }
    }
  }

  /** Waits until all tasks are done; throws what one has thrown. */
  void await() throws IOException {
    handOn();
    while (!running.isEmpty()) {
      running.remove().await();
    }
  }

  private void handOn() {
    List<Workers.Task> full = batch;
    batch = new ArrayList<>(BATCH);
    running.add(workers.start(full));
  }

  /** Nothing of it is under way any more. */
  @Override
  public void close() {
    running.forEach(Workers.Running::cancel);
  }
}
