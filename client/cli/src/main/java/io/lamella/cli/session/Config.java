package io.lamella.cli.session;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code config.yaml}: servers by name, and settings of this machine.
 *
 * @param current name of the context in use
 * @param contexts servers by name
 * @param cacheBytes bound of the local copies; null: the default
 */
public record Config(
    @Nullable String current, Map<String, Context> contexts, @Nullable Long cacheBytes) {
  /** A server and the token for it. */
  public record Context(String server, @Nullable String token) {}

  public static final Config EMPTY = new Config(null, Map.of(), null);

  public Config {
    contexts = contexts == null ? Map.of() : new LinkedHashMap<>(contexts);
  }

  static Config read(Path file) {
    if (!Files.exists(file)) {
      return EMPTY;
    }
    try {
      Config config = yaml().readValue(file.toFile(), Config.class);
      return config == null ? EMPTY : config;
    } catch (IOException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes it so that only its owner can read the tokens. */
  void write(Path file) throws IOException {
    Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft =
        Files.createTempFile(
            parent,
            "config",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    yaml().writeValue(draft.toFile(), this);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The context in use; null: none. */
  @Nullable Context context() {
    return current == null ? null : contexts.get(current);
  }

  /** With a context, which is then the one in use. */
  public Config with(String name, Context context) {
    Map<String, Context> more = new LinkedHashMap<>(contexts);
    more.put(name, context);
    return new Config(name, more, cacheBytes);
  }

  public Config withCacheBytes(long bytes) {
    return new Config(current, contexts, bytes);
  }

  private static ObjectMapper yaml() {
    return YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }
}
