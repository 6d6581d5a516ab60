package io.lamella.standalone.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The pair that tickets are signed and checked with: Ed25519, as PEM files.
 *
 * @param privateKey PKCS#8, for the owner's eyes only
 * @param publicKey X.509
 */
public record TicketKeys(Path privateKey, Path publicKey) {

  /** The pair kept in {@code folder}, made there when it is not. */
  public static TicketKeys in(Path folder) throws IOException {
    TicketKeys keys =
        new TicketKeys(folder.resolve("tickets.private.pem"), folder.resolve("tickets.public.pem"));
    if (!Files.exists(keys.publicKey)) {
      Files.createDirectories(folder);
      try {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.deleteIfExists(keys.privateKey);
        Files.createFile(
            keys.privateKey,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keys.privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(keys.publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Java 17 has Ed25519", e);
      }
    }
    return keys;
  }

  private static String pem(String kind, byte[] key) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + kind
        + "-----\n"
        + encoder.encodeToString(key)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
