package io.lamella.sdk.log;

import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.transfer.Transferred;
import java.util.Optional;

/** What the log says of work that was done on a draft: nothing where nothing was changed. */
public final class Outcome {
  private Outcome() {}

  public static Optional<String> of(Transferred done) {
    boolean changed = done.added() + done.modified() + done.removed() > 0;
    if (!changed && done.failed().isEmpty()) {
      return Optional.empty();
    }
    String text =
        "added %d, modified %d, removed %d; %d bytes, sent %d"
            .formatted(
                done.added(), done.modified(), done.removed(), done.bytes(), done.bytesSent());
    return Optional.of(
        done.failed().isEmpty()
            ? text
            : text
                + "; failed: "
                + done.failed().size()
                + " not taken: "
                + String.join("; ", done.failed()));
  }

  public static Optional<String> of(Removal.Removed done) {
    return done.entries() == 0
        ? Optional.empty()
        : Optional.of("removed %d, %d bytes".formatted(done.entries(), done.bytes()));
  }

  /**
   * What was gone on with.
   *
   * @param sent bytes of packs that went over the wire
   */
  public static Optional<String> ofSent(long sent) {
    return sent == 0 ? Optional.empty() : Optional.of("went on, sent " + sent + " bytes");
  }
}
