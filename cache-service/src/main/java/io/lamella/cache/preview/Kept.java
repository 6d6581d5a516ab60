package io.lamella.cache.preview;

import io.lamella.content.Digest;
import io.lamella.kit.event.EventJson;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What was found in files and versions, by their digests: equal files of whatever version are
 * looked into once, and those that cannot be shown too.
 */
@ApplicationScoped
public class Kept {
  private static final Logger LOG = Logger.getLogger(Kept.class);
  private static final String FAILED = ".failed";
  private final KeptFiles files;

  @Inject
  Kept(KeptFiles files) {
    this.files = files;
  }

  /** The name of what is found in a file that is looked at in one way. */
  static String nameOf(Digest file, Reading reading) {
    return file.hex() + "." + reading.code();
  }

  Optional<Outcome> outcome(String name) throws IOException {
    return isReady(name) ? read(name, Outcome.class) : failed(name);
  }

  /** Whether there is a preview. */
  boolean isReady(String name) {
    return files.holds(name);
  }

  /** Why there is none, where that is known. */
  Optional<Outcome> failed(String name) throws IOException {
    return read(name + FAILED, Outcome.class);
  }

  Optional<Survey> survey(Digest version) throws IOException {
    return read(nameOf(version), Survey.class);
  }

  void put(String name, Outcome outcome) {
    write(outcome.failure() == null ? name : name + FAILED, outcome);
  }

  void put(Digest version, Survey survey) {
    write(nameOf(version), survey);
  }

  private static String nameOf(Digest version) {
    return version.hex() + ".survey";
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Optional<byte[]> bytes = files.find(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EventJson.MAPPER.readValue(bytes.get(), type));
    } catch (IOException e) {
      LOG.warnf("what is kept as %s is damaged: %s", name, e.getMessage());
      files.remove(name);
      return Optional.empty();
    }
  }

  /** A full disk only costs the making of it again. */
  private void write(String name, Object value) {
    try {
      files.put(name, EventJson.MAPPER.writeValueAsBytes(value));
    } catch (IOException e) {
      LOG.warnf("%s is not kept: %s", name, e.getMessage());
    }
  }
}
