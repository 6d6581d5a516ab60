package io.lamella.cli.session;

import io.lamella.cli.output.Output;
import io.lamella.cli.reference.UsageException;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.server.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a command: where it is, whom it talks to, how it speaks. */
public final class Session {
  private static final String DEFAULT_SERVER = "http://127.0.0.1:7070";

  private final String command;
  private final Map<String, String> environment;
  private final Path folder;
  private final LamellaHome home;
  private final Output output;
  private final @Nullable String server;
  private @Nullable Config config;
  private @Nullable LamellaClient client;

  private Session(Common common, String command, Map<String, String> environment, Path folder) {
    this.command = command;
    this.environment = Map.copyOf(environment);
    this.folder = folder.toAbsolutePath();
    this.home = LamellaHome.of(environment);
    this.output = new Output(common.json, common.quiet);
    this.server = common.server;
  }

  static Session of(Common common, String command) {
    return new Session(common, command, System.getenv(), Path.of(""));
  }

  /**
   * A session elsewhere.
   *
   * @param folder the folder that the command is started in
   */
  public static Session of(Common common, Map<String, String> environment, Path folder) {
    return new Session(common, "lamella", environment, folder);
  }

  public Output output() {
    return output;
  }

  public LamellaHome home() {
    return home;
  }

  /** The command as it was written. */
  String command() {
    return command;
  }

  /** The folder that the command was started in. */
  public Path folder() {
    return folder;
  }

  /** The variables of the environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** A variable of the environment; null when it is not set or blank. */
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  public Config config() {
    if (config == null) {
      config = Config.read(home.config());
    }
    return config;
  }

  public void save(Config changed) throws IOException {
    changed.write(home.config());
    config = changed;
  }

  public LamellaClient client() {
    if (client == null) {
      client = client(patience());
    }
    return client;
  }

  /**
   * Another client of the same server.
   *
   * @param patience how long a server that went away is waited for
   */
  public LamellaClient client(Duration patience) {
    String named = server != null ? server : variable("LAMELLA_URL");
    Config.Context context = config().context();
    String address = named != null ? named : context != null ? context.server() : DEFAULT_SERVER;
    String token = variable("LAMELLA_TOKEN");
    if (token == null && context != null && context.server().equals(address)) {
      token = context.token();
    }
    return connect(address, token, patience);
  }

  /**
   * A client of the server at {@code address}.
   *
   * @throws UsageException when that is no address
   */
  public LamellaClient connect(String address, @Nullable String token) {
    return connect(address, token, patience());
  }

  private LamellaClient connect(String address, @Nullable String token, Duration patience) {
    try {
      return new LamellaClient(URI.create(address), token, home, patience);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The local copies of this machine. The caller closes them. */
  public LocalCopies copies() throws IOException {
    Utf8Names.require();
    Long bound = cacheBytes();
    LocalCopies.Settings settings = LocalCopies.Settings.DEFAULT;
    return LocalCopies.open(
        home.copies(), bound == null ? settings : new LocalCopies.Settings(bound, settings.keep()));
  }

  private @Nullable Long cacheBytes() {
    Long bytes = number("LAMELLA_CACHE_BYTES", "bytes");
    return bytes == null ? config().cacheBytes() : bytes;
  }

  private Duration patience() {
    Long seconds = number("LAMELLA_PATIENCE", "seconds");
    return seconds == null ? Connection.PATIENCE : Duration.ofSeconds(seconds);
  }

  private @Nullable Long number(String variable, String unit) {
    String text = variable(variable);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UsageException(variable + " is no number of " + unit + ": " + text);
    }
  }
}
