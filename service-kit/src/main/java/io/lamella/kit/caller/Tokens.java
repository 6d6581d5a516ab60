package io.lamella.kit.caller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Static bearer tokens, kept and compared as SHA-256. */
final class Tokens {
  private final Map<String, Caller> callers;

  private Tokens(Map<String, Caller> callers) {
    this.callers = callers;
  }

  /**
   * Reads lines {@code TOKEN ROLE NAME}; empty lines and those that begin with {@code #} say
   * nothing.
   *
   * @throws IllegalArgumentException naming the line that is not of this form
   */
  static Tokens read(Path file) throws IOException {
    Map<String, Caller> callers = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split("\\s+", 3);
      if (words.length < 3) {
        throw new IllegalArgumentException(
            file + ", line " + number + ": a line is TOKEN ROLE NAME");
      }
      callers.put(hash(words[0]), new Caller(words[2], role(words[1], file, number)));
    }
    return new Tokens(Map.copyOf(callers));
  }

  private static Role role(String word, Path file, int line) {
    try {
      return Role.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ", line " + line + ": the role is reader, writer or admin, not " + word, e);
    }
  }

  Optional<Caller> find(String token) {
    return Optional.ofNullable(callers.get(hash(token)));
  }

  private static String hash(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
