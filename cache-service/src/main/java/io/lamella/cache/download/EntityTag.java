package io.lamella.cache.download;

import java.util.Arrays;

/** A strong entity tag of something that never changes under its name. */
public record EntityTag(String value) {

  /** As an ETag header. */
  public String quoted() {
    return '"' + value + '"';
  }

  /** True when an If-None-Match header names it: the client has it. */
  public boolean isNamedBy(String ifNoneMatch) {
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(quoted()) || tag.equals("W/" + quoted()));
  }

  /** True when an If-Range header demands it and no other; a date never does. */
  public boolean isDemandedBy(String ifRange) {
    return ifRange.strip().equals(quoted());
  }
}
