package io.lamella.bench;

/** A command that is measured did not do what it should, so that its time means nothing. */
public final class BenchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchFailedException(String message) {
    super(message);
  }
}
