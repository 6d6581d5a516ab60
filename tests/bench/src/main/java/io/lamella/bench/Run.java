package io.lamella.bench;

import io.lamella.bench.contest.Scene;
import io.lamella.bench.tool.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A run: its folder and its stack, both gone when it ends, also when it is interrupted. */
final class Run implements AutoCloseable {
  private final WorkFolder folder;
  private final Stack stack;
  private final AtomicBoolean ended = new AtomicBoolean();

  private Run(WorkFolder folder, Stack stack) {
    this.folder = folder;
    this.stack = stack;
  }

  /**
   * Starts the stack.
   *
   * @param parent where the folder is made; null: among the system's temporary ones
   */
  static Run begin(@Nullable Path parent) throws IOException {
    WorkFolder folder = WorkFolder.make(parent);
    Run run = new Run(folder, Stack.in(top(), folder.path().resolve("stack")));
    Runtime.getRuntime().addShutdownHook(new Thread(run::end));
    run.stack.up();
    return run;
  }

  /** Where a benchmark takes place. */
  Scene scene(String name, double scale) throws IOException {
    return new Scene(folder.path().resolve(name), stack, scale);
  }

  /** Lets the folder stay, with the logs of the stack in it. */
  Path keep() {
    folder.keep();
    return folder.path();
  }

  private static Path top() {
    String top = System.getProperty("lamella.top");
    if (top == null) {
      throw new IllegalStateException("start it with: lamella bench");
    }
    return Path.of(top);
  }

  private void end() {
    try {
      close();
    } catch (IOException | BenchFailedException e) {
      System.err.println("lamella: " + folder.path() + " is not tidied up: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      stack.close();
    } finally {
      folder.close();
    }
  }
}
