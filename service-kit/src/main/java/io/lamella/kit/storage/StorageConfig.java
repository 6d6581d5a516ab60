package io.lamella.kit.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Stores that have a name; every service is given the same. */
@ConfigMapping(prefix = "lamella.storages")
public interface StorageConfig {
  /** Stores by name. */
  @WithParentName
  Map<String, Named> named();

  /** A store that datasets and versions may name. */
  interface Named {
    /** Its URI, as {@code s3://bucket/prefix}. */
    String uri();

    /**
     * File of lines {@code NAME=VALUE}: variables by which its server and credentials are found, as
     * {@code AWS_ENDPOINT_URL}, over those of the process; read when a service starts.
     */
    Optional<Path> variablesFile();

    /**
     * Whether clients read packs from the bucket itself, by addresses that are signed for a while.
     */
    @WithDefault("false")
    boolean directReads();

    /** Address of the bucket's server as clients reach it; without: as services do. */
    Optional<String> directEndpoint();
  }
}
