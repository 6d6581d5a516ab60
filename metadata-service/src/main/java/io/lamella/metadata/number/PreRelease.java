package io.lamella.metadata.number;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alpha, beta or release candidate, and which one of them. */
record PreRelease(Phase phase, BigInteger count) {

  /** In their order. */
  enum Phase {
    A,
    B,
    RC
  }

  static @Nullable PreRelease of(@Nullable String word, @Nullable String count) {
    if (word == null) {
      return null;
    }
    Phase phase =
        switch (word) {
          case "a", "alpha" -> Phase.A;
          case "b", "beta" -> Phase.B;
          default -> Phase.RC;
        };
    return new PreRelease(phase, VersionNumber.integer(count));
  }

  PreRelease next() {
    return new PreRelease(phase, count.add(BigInteger.ONE));
  }

  @Override
  public String toString() {
    return phase.name().toLowerCase(Locale.ROOT) + count;
  }
}
