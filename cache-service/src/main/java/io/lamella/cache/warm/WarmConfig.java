package io.lamella.cache.warm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which datasets are fetched as soon as a version of theirs is final. */
@ApplicationScoped
public class WarmConfig {
  private final List<PathMatcher> globs;
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
    this.globs =
        globs.orElse(List.of()).stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()))
            .toList();
    this.localCopies = localCopies;
  }

  boolean wants(String project, String name) {
    Path dataset = Path.of(project, name);
    return globs.stream().anyMatch(glob -> glob.matches(dataset));
  }

  boolean asLocalCopy() {
    return localCopies;
  }
}
