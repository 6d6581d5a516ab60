package io.lamella.kit.event;

/** A record that is no event of ours and will not become one: trying it again is of no use. */
public final class UnreadableEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public UnreadableEventException(String message) {
    super(message);
  }

  public UnreadableEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
