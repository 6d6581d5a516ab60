package io.lamella.standalone.demo;

/** The demo did not come out as it must; the message says what differs. */
public final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
