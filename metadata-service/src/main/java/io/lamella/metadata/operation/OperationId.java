package io.lamella.metadata.operation;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names an operation: a version and the epoch that it asked to seal. */
public record OperationId(UUID version, long epoch) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\.([0-9]{1,18})");

  /**
   * Parses {@code <version id>.<epoch>}.
   *
   * @throws LamellaException {@code operation-not-found} when it is not of this form
   */
  public static OperationId parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new LamellaException(
          ErrorCode.OPERATION_NOT_FOUND, "an operation is named <version id>.<epoch>");
    }
    return new OperationId(UUID.fromString(m.group(1)), Long.parseLong(m.group(2)));
  }

  @Override
  public String toString() {
    return version + "." + epoch;
  }
}
