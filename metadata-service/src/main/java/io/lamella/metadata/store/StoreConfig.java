package io.lamella.metadata.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Which stores versions may lie in. */
@ConfigMapping(prefix = "lamella.store")
public interface StoreConfig {
  /** URI, or name among {@code lamella.storages}, of the store of datasets that name none. */
  @WithName("default")
  String defaultUri();

  /** URIs of further stores that a dataset or version may name. */
  Optional<List<String>> allowed();
}
