package io.lamella.metadata.operation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells, within this process, that a version has changed. Others find out by looking. */
@ApplicationScoped
public class Changes {
  private final BroadcastProcessor<UUID> versions = BroadcastProcessor.create();

  /** To be called after the commit. */
  public void changed(UUID version) {
    versions.onNext(version);
  }

  /** A signal after each change of any version; signals that nobody waits for are lost. */
  public Multi<UUID> all() {
    return versions.onOverflow().drop();
  }

  /** A signal after each change of {@code version}; signals that nobody waits for are lost. */
  public Multi<UUID> of(UUID version) {
    return versions.filter(version::equals).onOverflow().drop();
  }
}
