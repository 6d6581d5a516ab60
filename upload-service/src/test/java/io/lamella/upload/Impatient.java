package io.lamella.upload;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Bodies are soon given up, and one pack arrives at a time. */
public final class Impatient implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("lamella.pack-arrivals", "1", "lamella.stall", "PT3S");
  }
}
