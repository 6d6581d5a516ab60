package io.lamella.content.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.buckets.GcsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over an emulator of Google Cloud Storage, where packages of Python can be had. */
class GcsBucketStoreTest extends ObjectStoreContractTest {
  private static @Nullable GcsServer server;

  private final ObjectStores stores =
      new ObjectStores(store -> server == null ? Map.of() : server.environment());

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        GcsServer.start(Path.of("target", "gcs").toAbsolutePath(), "datasets").orElse(null);
    assumeTrue(server != null, "the emulator cannot be fetched here");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  ObjectStore open() throws IOException {
    return stores.open(URI.create("gs://datasets/" + UUID.randomUUID()));
  }
}
