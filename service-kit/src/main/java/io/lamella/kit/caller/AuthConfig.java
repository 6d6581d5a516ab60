package io.lamella.kit.caller;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who may ask. */
@ConfigMapping(prefix = "lamella.auth")
public interface AuthConfig {
  /**
   * File of static bearer tokens, a line each: {@code TOKEN ROLE NAME}, role {@code reader}, {@code
   * writer} or {@code admin}; read again when it changes. May be left out only where the service
   * listens on loopback.
   */
  Optional<Path> tokensFile();
}
