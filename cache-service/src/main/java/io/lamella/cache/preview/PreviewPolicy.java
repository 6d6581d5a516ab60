package io.lamella.cache.preview;

import io.lamella.cache.finalized.DatasetGlobs;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Of which datasets files may be looked into. */
@ApplicationScoped
public class PreviewPolicy {
  private final boolean enabled;
  private final DatasetGlobs excluded;

  @Inject
  PreviewPolicy(PreviewConfig config) {
    this(config.enabled(), config.exclude().orElse(List.of()));
  }

  PreviewPolicy(boolean enabled, List<String> excluded) {
    this.enabled = enabled;
    this.excluded = new DatasetGlobs(excluded);
  }

  /**
   * Whether files of a dataset may be looked into.
   *
   * @param dataset its project's path and its name
   */
  boolean allows(String dataset) {
    return enabled && !excluded.match(dataset);
  }

  /**
   * Lets pass what may be looked into.
   *
   * @throws LamellaException {@code previews-off} for the rest
   */
  void require(Ticket ticket) {
    if (!allows(ticket.named())) {
      throw new LamellaException(
          ErrorCode.PREVIEWS_OFF,
          enabled
              ? "The server is set not to look into files of " + ticket.named()
              : "The server is set not to look into files");
    }
  }
}
