package io.lamella.upload.source;

import io.lamella.upload.UploadConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where this server reads for others: addresses that everything allowed begins with, or {@code *}.
 * Nothing else is read, whoever asks: no file of the machine, no address of its network.
 */
@Singleton
final class SourceRules {
  private final boolean everywhere;
  private final List<SourceAddress> allowed = new ArrayList<>();

  @Inject
  SourceRules(UploadConfig config) throws SourceException {
    this(config.ingest().sources().orElse(Set.of()));
  }

  /**
   * @throws SourceException when one of them is no address
   */
  SourceRules(Set<String> sources) throws SourceException {
    this.everywhere = sources.contains("*");
    for (String source : sources) {
      if (!source.equals("*")) {
        allowed.add(SourceAddress.of(source));
      }
    }
  }

  /**
   * Stops who asks for something else.
   *
   * @throws SourceException {@code source-refused}
   */
  void require(SourceAddress address) throws SourceException {
    boolean climbs = ("/" + address.path() + "/").contains("/../");
    if (climbs || (!everywhere && allowed.stream().noneMatch(rule -> covers(rule, address)))) {
      throw SourceException.refused(address.text());
    }
  }

  /**
   * Stops who asks for a file that lies elsewhere than its name says.
   *
   * @param real without symlinks
   * @throws SourceException {@code source-refused}
   */
  void require(Path real, String text) throws SourceException {
    if (!everywhere
        && allowed.stream()
            .noneMatch(rule -> rule.isFile() && real.startsWith(Path.of(rule.path())))) {
      throw SourceException.refused(text);
    }
  }

  private static boolean covers(SourceAddress rule, SourceAddress address) {
    if (!rule.scheme().equals(address.scheme()) || !rule.authority().equals(address.authority())) {
      return false;
    }
    String folder = rule.path().endsWith("/") ? rule.path() : rule.path() + "/";
    return address.path().startsWith(folder) || address.path().equals(rule.path());
  }
}
