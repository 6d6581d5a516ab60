package io.lamella.sdk.home;

import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder for the SDK's own files: {@code LAMELLA_HOME}, else {@code ~/.lamella}. */
public record LamellaHome(Path folder) {
  public LamellaHome {
    folder = folder.toAbsolutePath();
  }

  /** The home that an environment names. */
  public static LamellaHome of(Map<String, String> environment) {
    String named = environment.get("LAMELLA_HOME");
    return new LamellaHome(
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".lamella")
            : Path.of(named));
  }

  public Path config() {
    return folder.resolve("config.yaml");
  }

  /** Root of the local copies of this machine. */
  public Path copies() {
    return folder.resolve("copies");
  }

  /**
   * A file of its own for something that these words name together; its folder exists.
   *
   * @param kind folder beneath the home
   */
  public Path file(String kind, String... words) throws IOException {
    Files.createDirectories(folder.resolve(kind));
    return place(kind, words);
  }

  /** Where {@link #file} is, whether its folder exists or not. */
  public Path place(String kind, String... words) {
    byte[] name = String.join("\n", words).getBytes(StandardCharsets.UTF_8);
    return folder.resolve(kind).resolve(Digest.of(name).hex().substring(0, 32));
  }
}
