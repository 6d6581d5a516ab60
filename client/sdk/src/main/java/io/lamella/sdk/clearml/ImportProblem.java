package io.lamella.sdk.clearml;

import io.lamella.sdk.clearml.Problems.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a version from coming whole.
 *
 * @param path of the version; null: it is about all of it
 * @param problem {@code missing}, {@code changed}, {@code hostile}, {@code invalid-path}, {@code
 *     link-missing}, {@code link-changed}, {@code archive-missing}, {@code archive-damaged}, {@code
 *     state-unreadable}, {@code open}, {@code refused}
 * @param detail what was found
 */
public record ImportProblem(@Nullable String path, String problem, String detail) {
  ImportProblem(@Nullable String path, Kind kind, String detail) {
    this(path, kind.word(), detail);
  }
}
