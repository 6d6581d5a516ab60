package io.lamella.metadata.info;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where clients reach the data planes directly. */
@ConfigMapping(prefix = "lamella.addresses")
public interface AddressConfig {
  /** Direct addresses of upload-service; none: only through the edge. */
  Optional<List<URI>> uploads();

  /** Direct addresses of cache-service; none: only through the edge. */
  Optional<List<URI>> caches();
}
