package io.lamella.kit.ticket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys from PEM files. */
final class TicketKeys {
  private TicketKeys() {}

  static PrivateKey privateKey(Path pem) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(pem + " holds no Ed25519 private key (PKCS#8 PEM)", e);
    }
  }

  static PublicKey publicKey(Path pem) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes(pem)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(pem + " holds no Ed25519 public key (X.509 PEM)", e);
    }
  }

  private static byte[] bytes(Path pem) {
    try {
      String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
      return Base64.getMimeDecoder().decode(text);
    } catch (IOException e) {
      throw new UncheckedIOException("the ticket key cannot be read: " + pem, e);
    }
  }
}
