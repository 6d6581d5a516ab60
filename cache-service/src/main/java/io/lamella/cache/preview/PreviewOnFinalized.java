package io.lamella.cache.preview;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.Role;
import io.lamella.cache.finalized.OnFinal;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.event.VersionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Looks through versions that have just become final, and into files of them where it may. */
@ApplicationScoped
public class PreviewOnFinalized implements OnFinal {
  private final Surveys surveys;
  private final PreviewPolicy policy;
  private final boolean mine;

  @Inject
  PreviewOnFinalized(Surveys surveys, PreviewPolicy policy, CacheConfig config) {
    this.surveys = surveys;
    this.policy = policy;
    this.mine = config.roles().contains(Role.PREVIEW);
  }

  @Override
  public void begin(VersionEvent event) {
    if (mine && event.root() != null && policy.allows(event.project() + "/" + event.name())) {
      surveys.makeSoon(event.version(), Root.of(event.root()), event.domains());
    }
  }
}
