package io.lamella.cli.session;

/** Something that is done when this process is ended from outside before this was closed. */
public final class Farewell implements AutoCloseable {
  private final Thread hook;

  public Farewell(Runnable last) {
    hook = new Thread(last, "lamella-farewell");
    Runtime.getRuntime().addShutdownHook(hook);
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
