package io.lamella.sdk.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What came of a check.
 *
 * @param name what was checked, a word
 * @param state how it is
 * @param detail what was found
 * @param advice what to do; null where nothing is to be done
 */
public record Finding(String name, State state, String detail, @Nullable String advice) {
  /** How it is. */
  public enum State {
    OK,
    /** Work goes on, perhaps not as one would like it. */
    WARNING,
    /** Something will not work. */
    PROBLEM
  }

  static Finding ok(String name, String detail) {
    return new Finding(name, State.OK, detail, null);
  }

  static Finding warning(String name, String detail, String advice) {
    return new Finding(name, State.WARNING, detail, advice);
  }

  static Finding problem(String name, String detail, String advice) {
    return new Finding(name, State.PROBLEM, detail, advice);
  }
}
