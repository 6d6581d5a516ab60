package io.lamella.upload.migration;

import io.lamella.upload.ServiceRole;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.claim.Claimants;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** The thread of a process with the role {@code upload} that sees to migrations, one at a time. */
@ApplicationScoped
class Migrators {
  private final UploadConfig config;
  private final Claimants thread;

  @Inject
  Migrators(UploadConfig config, Migrating migrating) {
    this.config = config;
    this.thread = new Claimants("migrator", 1, config.migration().poll(), migrating::next);
  }

  void start(@Observes StartupEvent event) {
    if (config.roles().contains(ServiceRole.UPLOAD)) {
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.stop();
  }

  /** There may be one to see to. */
  void wake() {
    thread.wake();
  }
}
