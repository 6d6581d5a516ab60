package io.lamella.cache.preview;

import io.lamella.content.manifest.Entry;
import io.lamella.contracts.rest.Preview;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import org.jspecify.annotations.Nullable;

/** Previews as they are shown. */
final class Views {
  static final String WAITING = "waiting";

  private Views() {}

  /** A file, and what was found in it; null: nobody has looked yet. */
  static PreviewView of(Entry.File file, String kind, @Nullable Outcome outcome) {
    return view(
        new Survey.Picked(file.path().toString(), file.size(), file.digest().hex(), kind),
        outcome,
        outcome == null ? null : outcome.preview());
  }

  /** As above, without the preview itself. */
  static PreviewView line(Survey.Picked picked, @Nullable Outcome outcome) {
    return view(picked, outcome, null);
  }

  private static PreviewView view(
      Survey.Picked picked, @Nullable Outcome outcome, @Nullable Preview preview) {
    Failure failure = outcome == null ? null : outcome.failure();
    return new PreviewView(
        picked.path(),
        picked.size(),
        picked.digest(),
        picked.kind(),
        outcome == null ? WAITING : failure == null ? "ready" : "failed",
        failure == null ? null : failure.code(),
        preview);
  }
}
