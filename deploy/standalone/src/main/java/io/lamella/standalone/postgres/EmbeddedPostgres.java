package io.lamella.standalone.postgres;

import io.lamella.standalone.Folders;
import io.lamella.standalone.Installation;
import io.lamella.standalone.process.Await;
import io.lamella.standalone.process.LogFile;
import io.lamella.standalone.process.OwnSession;
import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as a process of this machine, on 127.0.0.1. Its folder keeps the cluster
 * ({@code data}) and the superuser's password; an object only stands for what lies there, so any
 * process may make one to look at, stop or kill the server.
 *
 * @param installation where its programs come from
 * @param folder what it keeps
 * @param log what it says, appended; in a folder that exists
 * @param port where it listens
 * @param connections how many its clients may have at the same time
 * @param durable whether an acknowledged commit survives a crash; false is for tests
 */
public record EmbeddedPostgres(
    Installation installation, Path folder, Path log, int port, int connections, boolean durable) {

  /** The superuser that all databases belong to. */
  public static final String USER = "lamella";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);

  /**
   * Starts the server and returns when it takes connections. An existing cluster is started as it
   * is, after anything that a killed server left behind has been ended; else a new one is made.
   *
   * @throws StartFailedException when it does not come up; the message names its log
   */
  public void start() throws IOException {
    PostgresBinaries binaries = PostgresBinaries.of(installation);
    Files.createDirectories(data());
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
    ServerUser user = ServerUser.of(data(), binaries.program("postgres"));
    postmaster().clear();
    if (!Files.exists(folder.resolve("initialised"))) {
      initialise(binaries, user);
    }
    Process process = run(OwnSession.command(user.command(server(binaries))));
    boolean up =
        Await.until(() -> postmaster().ready() || !process.isAlive(), START) && process.isAlive();
    if (!up) {
      process.destroyForcibly();
      throw new StartFailedException("PostgreSQL did not start, see " + log);
    }
  }

  /** Whether a server runs on what lies in such a folder. */
  public static boolean isRunning(Path folder) {
    return new PostmasterFile(folder.resolve("data")).server().isPresent();
  }

  /**
   * Makes a folder that was copied from elsewhere fit for a server: its files belong to whom the
   * server runs as.
   */
  public static void adopt(Path folder) throws IOException {
    Path data = folder.resolve("data");
    ServerUser user = ServerUser.owner(data);
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.toList()) {
        user.own(path);
      }
    }
  }

  /** The server's process, if it runs. */
  public Optional<ProcessHandle> process() {
    return postmaster().server();
  }

  /** Stops the server: open transactions are rolled back, everything is written. */
  public void stop() throws IOException {
    Optional<ProcessHandle> server = process();
    if (server.isEmpty()) {
      return;
    }
    interrupt(server.get());
    if (!Await.until(() -> process().isEmpty(), STOP)) {
      kill();
    }
  }

  /** Kills the server and its backends at once, as a crash of the machine would. */
  public void kill() throws IOException {
    process().ifPresent(server -> ProcessIdentity.of(server).end(Duration.ZERO));
    postmaster().clear();
  }

  /** Where its databases are, and who may make some. */
  public DatabaseServer databases() throws IOException {
    return new DatabaseServer("127.0.0.1", port, USER, password());
  }

  /** The superuser's password, made up at first use. */
  private String password() throws IOException {
    if (!Files.exists(passwordFile())) {
      Files.createDirectories(folder);
      Files.createFile(
          passwordFile(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile(), UUID.randomUUID().toString());
    }
    return Files.readString(passwordFile()).trim();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  private PostmasterFile postmaster() {
    return new PostmasterFile(data());
  }

  private List<String> server(PostgresBinaries binaries) {
    List<String> command = new ArrayList<>();
    command.add(binaries.program("postgres").toString());
    command.add("-D");
    command.add(data().toString());
    List<String> settings = new ArrayList<>();
    settings.add("port=" + port);
    settings.add("listen_addresses=127.0.0.1");
    settings.add("unix_socket_directories=");
    settings.add("max_connections=" + connections);
    settings.add("shared_buffers=64MB");
    settings.add("password_encryption=scram-sha-256");
    if (!durable) {
      settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
    }
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  private void initialise(PostgresBinaries binaries, ServerUser user) throws IOException {
    Folders.empty(data());
    Path readable = Files.createTempFile(folder, "password", "");
    Files.writeString(readable, password());
    user.own(readable);
    List<String> command = new ArrayList<>();
    command.add(binaries.program("initdb").toString());
    command.addAll(List.of("-D", data().toString(), "-U", USER, "-E", "UTF8"));
    command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + readable));
    // Nobody guesses a random password, stretched or not, and every new connection of a JVM that
    // has just started would hash for a tenth of a second.
    command.addAll(List.of("--set", "scram_iterations=1"));
    if (!durable) {
      command.add("--no-sync");
    }
    try {
      Process initdb = run(user.command(command));
      if (!initdb.waitFor(START.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
        initdb.destroyForcibly();
        throw new StartFailedException("PostgreSQL's initdb failed, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("interrupted", e);
    } finally {
      Files.deleteIfExists(readable);
    }
    Files.createFile(folder.resolve("initialised"));
  }

  private Process run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.redirectErrorStream(true).redirectOutput(LogFile.appending(log)).start();
  }

  /** SIGINT is PostgreSQL's fast shutdown; SIGTERM, all that Java sends, waits for every client. */
  private static void interrupt(ProcessHandle server) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
  }
}
