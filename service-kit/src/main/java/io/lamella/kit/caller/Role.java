package io.lamella.kit.caller;

/** What a caller may do; each includes the ones before it. */
public enum Role {
  READER,
  WRITER,
  ADMIN;

  /** True when this role includes {@code needed}. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
