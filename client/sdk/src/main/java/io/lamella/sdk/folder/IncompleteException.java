package io.lamella.sdk.folder;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.List;

/** Something that was asked for could not be taken as it is; every such thing is named. */
public final class IncompleteException extends LamellaException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<String> items;

  /**
   * @param what what happened to them
   * @param items each with its reason
   */
  public IncompleteException(String what, List<String> items) {
    super(ErrorCode.INVALID_REQUEST, what + ":\n  " + String.join("\n  ", items));
    this.items = List.copyOf(items);
  }

  public List<String> items() {
    return items;
  }
}
