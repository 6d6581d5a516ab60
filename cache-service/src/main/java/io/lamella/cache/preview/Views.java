package io.lamella.cache.preview;

import io.lamella.content.manifest.Entry;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import org.jspecify.annotations.Nullable;

/** Previews as they are shown. */
final class Views {
  static final String READY = "ready";
  static final String WAITING = "waiting";
  static final String FAILED = "failed";

  private Views() {}

  /** A file, and what was found in it; null: nobody has looked yet. */
  static PreviewView of(Entry.File file, String kind, @Nullable Outcome outcome) {
    Failure failure = outcome == null ? null : outcome.failure();
    return new PreviewView(
        file.path().toString(),
        file.size(),
        file.digest().hex(),
        kind,
        outcome == null ? WAITING : failure == null ? READY : FAILED,
        failure == null ? null : failure.code(),
        outcome == null ? null : outcome.preview());
  }

  /** A line of a list. */
  static PreviewView line(Survey.Picked picked, String state, @Nullable Failure failure) {
    return new PreviewView(
        picked.path(),
        picked.size(),
        picked.digest(),
        picked.kind(),
        state,
        failure == null ? null : failure.code(),
        null);
  }
}
