package io.lamella.cache.warm;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.Role;
import io.lamella.cache.finalized.OnFinal;
import io.lamella.contracts.event.VersionEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Warms versions that have just become final, where their dataset is wanted here. */
@ApplicationScoped
public class WarmOnFinalized implements OnFinal {
  private final Warming warming;
  private final WarmConfig config;
  private final boolean serves;

  @Inject
  WarmOnFinalized(Warming warming, WarmConfig config, CacheConfig cache) {
    this.warming = warming;
    this.config = config;
    this.serves = cache.roles().contains(Role.SERVE);
  }

  @Override
  public void begin(VersionEvent event) {
    if (serves && event.root() != null && config.wants(event.project() + "/" + event.name())) {
      warming.want(event.version(), event.root(), event.domains());
    }
  }
}
