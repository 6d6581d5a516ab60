package io.lamella.cli.clearml;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Session;
import io.lamella.sdk.clearml.ClearmlServer;
import io.lamella.sdk.clearml.ClearmlSource;
import io.lamella.sdk.clearml.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ClearML server is meant, and who asks it. */
public final class ClearmlOptions {
  private static final String KEY = "CLEARML_API_ACCESS_KEY";
  private static final String SECRET = "CLEARML_API_SECRET_KEY";

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Address of ClearML's API server, http://host:8008.")
  @Nullable String api;

  @Option(
      names = "--files-host",
      paramLabel = "URL",
      description =
          "Address of its files server (default: beside the API, as ClearML places it). The token"
              + " goes there and to the API only.")
  @Nullable String filesHost;

  @Option(names = "--key", paramLabel = "KEY", description = "Access key (default: $" + KEY + ").")
  @Nullable String key;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "Its secret, or @FILE that holds it (default: $" + SECRET + ").")
  @Nullable String secret;

  /** Whether a server is named. */
  public boolean namesServer() {
    return api != null;
  }

  /**
   * The server that is named.
   *
   * @throws UsageException when it, the key or the secret is not said
   */
  public ClearmlSource server(Session session) throws IOException {
    if (api == null) {
      throw new UsageException("which ClearML? Name its --api");
    }
    String user = key != null ? key : session.variable(KEY);
    String password = secret != null ? read(session, secret) : session.variable(SECRET);
    if (user == null || password == null) {
      throw new UsageException(
          "ClearML wants a key and its secret: set "
              + KEY
              + " and "
              + SECRET
              + ", or say --key and --secret @FILE");
    }
    return new ClearmlServer(
        address("--api", api),
        filesHost == null ? null : address("--files-host", filesHost),
        new Credentials(user, password));
  }

  private static URI address(String option, String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(option, text);
    }
    throw noAddress(option, text);
  }

  private static UsageException noAddress(String option, String text) {
    return new UsageException(option + " is an address like http://host:port, not " + text);
  }

  private static String read(Session session, String written) throws IOException {
    return written.startsWith("@")
        ? Files.readString(session.folder().resolve(written.substring(1))).strip()
        : written;
  }
}
