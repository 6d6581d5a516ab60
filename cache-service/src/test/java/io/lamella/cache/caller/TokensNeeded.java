package io.lamella.cache.caller;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The service as it runs where others can reach it: with tokens. */
public final class TokensNeeded implements QuarkusTestProfile {
  static final String READER = "tok-reader";

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path tokens = Files.createTempFile("lamella-tokens-", ".txt");
      tokens.toFile().deleteOnExit();
      Files.writeString(tokens, READER + " reader rita\n");
      return Map.of("lamella.auth.tokens-file", tokens.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
