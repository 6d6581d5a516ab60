package io.lamella.cache.contents;

import io.lamella.cache.Role;
import io.lamella.cache.stream.Answer;
import java.io.IOException;

/** Something of a version's content that can be asked for. */
public interface Content {
  /**
   * Whose work it is. Addresses of each role have a beginning of their own, to go separate ways.
   */
  default Role role() {
    return Role.SERVE;
  }

  /**
   * Its part of the address, {@code /v1/contents/{version}/<name>}, or of previews {@code
   * /v1/previews/{version}/<name>}.
   */
  String name();

  /** Method that it takes; {@code GET} includes {@code HEAD}. */
  default String method() {
    return "GET";
  }

  /** Makes the answer; may block. */
  Answer answer(Asked asked) throws IOException;
}
