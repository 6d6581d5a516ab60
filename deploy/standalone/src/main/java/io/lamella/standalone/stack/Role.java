package io.lamella.standalone.stack;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a process of the stack is for. Their order is the order in which they start. */
public enum Role {
  POSTGRESQL,
  KAFKA,
  METADATA,
  UPLOAD,
  WORKER,
  SEALER,
  CACHE,
  EDGE;

  /** Its name, as {@code ps} prints it. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
