package io.lamella.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Vert.x says about threads that are blocked, from when this is made until it is closed. */
public final class BlockedThreads implements AutoCloseable {
  private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public BlockedThreads() {
    CHECKER.addHandler(listener);
  }

  /** A line for each time that a thread was found blocked. */
  public List<String> said() {
    return List.copyOf(said);
  }

  @Override
  public void close() {
    CHECKER.removeHandler(listener);
  }
}
