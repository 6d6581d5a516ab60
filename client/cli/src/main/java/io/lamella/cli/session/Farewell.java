package io.lamella.cli.session;

import io.lamella.cli.output.Output;
import io.lamella.cli.output.ProgressLine;
import io.lamella.sdk.server.ServerUnavailableException;

/** Something that is done when this process is ended from outside before this was closed. */
public final class Farewell implements AutoCloseable {
  /** Waits for something on the server, and shows how far it is. */
  @FunctionalInterface
  public interface Wait<T> {
    T until(ProgressLine progress);
  }

  private final Thread hook;

  private Farewell(Runnable last) {
    hook = new Thread(last, "lamella-farewell");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Waits for what the server goes on with by itself: a server that stays away, and whoever ends
   * this process, end the waiting alone.
   *
   * @param later said then: how to look at it
   */
  public static <T> T after(Output output, String later, Wait<T> wait) {
    try (ProgressLine progress = output.progress();
        Farewell farewell =
            new Farewell(
                () -> {
                  progress.close();
                  output.note(later);
                  output.end();
                })) {
      return wait.until(progress);
    } catch (ServerUnavailableException e) {
      output.note(later);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process ends already
    }
  }
}
