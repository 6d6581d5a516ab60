package io.lamella.kit.ticket;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Keys of the tickets. */
@ConfigMapping(prefix = "lamella.tickets")
public interface TicketConfig {
  /** Ed25519 private key, PKCS#8 PEM; metadata-service signs with it. */
  Optional<Path> privateKeyFile();

  /** Ed25519 public key, X.509 PEM; every service checks with it. */
  Optional<Path> publicKeyFile();
}
