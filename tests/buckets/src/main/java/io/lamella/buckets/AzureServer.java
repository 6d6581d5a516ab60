package io.lamella.buckets;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Microsoft's emulator of Azure Blob Storage, on a port of its own and in memory. */
public final class AzureServer implements AutoCloseable {
  private static final String PACKAGE = "azurite@3.37.0";
  private static final Duration START = Duration.ofMinutes(1);

  /** The one account of the emulator, as its documentation has it. */
  private static final String ACCOUNT = "devstoreaccount1";

  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Process process;
  private final int port;

  private AzureServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder of the build, where it is fetched to
   * @param containers that are there from the start
   * @return empty where there is no Node, or the emulator cannot be fetched
   */
  public static Optional<AzureServer> start(Path folder, String... containers)
      throws IOException, InterruptedException {
    Optional<Path> fetched = NodePackage.in(folder, PACKAGE);
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    int port = Programs.freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    "node",
                    fetched.get().resolve("dist/src/blob/main.js").toString(),
                    "--blobPort",
                    Integer.toString(port),
                    "--inMemoryPersistence",
                    "--disableTelemetry",
                    "--silent"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("azurite.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    AzureServer server = new AzureServer(process, port);
    server.awaitStart();
    server.make(containers);
    return Optional.of(server);
  }

  private void awaitStart() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("the emulator does not start");
      }
      Thread.sleep(100);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void make(String... containers) {
    var client =
        new BlobServiceClientBuilder()
            .endpoint(endpoint())
            .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
            .httpClient(new JdkHttpClientBuilder().build())
            .buildClient();
    for (String container : containers) {
      client.createBlobContainer(container);
    }
  }

  private String endpoint() {
    return "http://127.0.0.1:" + port + "/" + ACCOUNT;
  }

  /** Variables by which clients find the server and may enter. */
  public Map<String, String> environment() {
    return Map.of(
        "AZURE_STORAGE_ENDPOINT",
        endpoint(),
        "AZURE_STORAGE_ACCOUNT",
        ACCOUNT,
        "AZURE_STORAGE_KEY",
        KEY);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
