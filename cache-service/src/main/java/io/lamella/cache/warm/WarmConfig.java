package io.lamella.cache.warm;

import io.lamella.cache.finalized.DatasetGlobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which datasets are fetched as soon as a version of theirs is final. */
@ApplicationScoped
public class WarmConfig {
  private final DatasetGlobs globs;
  private final boolean localCopies;

  /**
   * @param globs {@code lamella.warm}: globs of {@code project/name}, {@code vision/**}
   * @param localCopies {@code lamella.warm-local-copies}: make the local copy instead
   */
  @Inject
  WarmConfig(
      @ConfigProperty(name = "lamella.warm") Optional<List<String>> globs,
      @ConfigProperty(name = "lamella.warm-local-copies", defaultValue = "false")
          boolean localCopies) {
    this.globs = new DatasetGlobs(globs.orElse(List.of()));
    this.localCopies = localCopies;
  }

  boolean wants(String dataset) {
    return globs.match(dataset);
  }

  boolean asLocalCopy() {
    return localCopies;
  }
}
