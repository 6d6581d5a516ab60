package io.lamella.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.standalone.Installation;
import io.lamella.standalone.postgres.DatabaseServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {
  private static final Map<String, String> TERMINAL =
      Map.of(
          "PATH", "/usr/bin",
          "QUARKUS_HTTP_PORT", "9999",
          "LAMELLA_URL", "http://elsewhere:7070",
          "LAMELLA_TOKEN", "secret",
          "LAMELLA_HOME", "/home/me/.lamella",
          "LAMELLA_VERSION", "demo/cats",
          "LAMELLA_CACHE_BYTES", "1000000",
          "LAMELLA_PATIENCE", "10",
          "LAMELLA_STORE_DEFAULT", "file:///mnt/store/");

  @TempDir private Path path;

  @Test
  void noProcessGetsTheSettingsOfTheClient() throws IOException {
    for (JavaPart part : services("127.0.0.1").all()) {
      Map<String, String> environment = part.spec().environment();

      assertThat(environment)
          .containsEntry("PATH", "/usr/bin")
          .doesNotContainKeys(
              "LAMELLA_URL",
              "LAMELLA_TOKEN",
              "LAMELLA_HOME",
              "LAMELLA_VERSION",
              "LAMELLA_CACHE_BYTES",
              "LAMELLA_PATIENCE");
    }
  }

  @Test
  void whatIsSetForTheServicesPrecedesWhatTheStackWouldSetButForTheirPorts() throws IOException {
    JavaPart metadata = services("127.0.0.1").all().get(0);

    assertThat(metadata.spec().environment())
        .containsEntry("LAMELLA_STORE_DEFAULT", "file:///mnt/store/")
        .doesNotContainEntry("QUARKUS_HTTP_PORT", "9999");
  }

  @Test
  void uploadServiceKnowsWhomToAskForTheDraftOfADataset() throws IOException {
    List<JavaPart> parts = services("127.0.0.1").all();

    assertThat(parts.get(1).spec().environment())
        .containsEntry("LAMELLA_METADATA_URL", parts.get(0).address());
  }

  @Test
  void webhooksReachThisMachineOnlyWhereNobodyElseReachesTheStack() throws IOException {
    String networks = "LAMELLA_WEBHOOKS_INTERNAL_NETWORKS";

    assertThat(services("127.0.0.1").all().get(0).spec().environment())
        .containsEntry(networks, "127.0.0.0/8,::1");
    assertThat(services("0.0.0.0").all().get(0).spec().environment()).doesNotContainKey(networks);
  }

  @Test
  void everyProcessWithADatabaseHasItsConnections() {
    assertThat(Services.connections(Map.of())).isGreaterThan(2 * 26);
    assertThat(Services.connections(Map.of(Role.METADATA, 3, Role.WORKER, 64, Role.SEALER, 2)))
        .isGreaterThan((3 + 1 + 64 + 2) * 26);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "127.0.0.2, 127.0.0.2",
    "0.0.0.0, 127.0.0.1",
    "::, [::1]",
    "::1, [::1]",
    "192.0.2.7, 192.0.2.7"
  })
  void clientsAreToldAnAddressThatReachesTheEdge(String listen, String host) throws IOException {
    assertThat(services(listen).edge(7070).address()).isEqualTo("http://" + host + ":7070");
  }

  private Services services(String listen) throws IOException {
    StackFolder folder = new StackFolder(path);
    Installation installation = new Installation(path.resolve("checkout"));
    return new Services(
        new StackOptions(folder, 7070, InetAddress.getByName(listen), null, Map.of()),
        TERMINAL,
        installation,
        new Storage(
            new DatabaseServer("127.0.0.1", 5432, "lamella", "secret"),
            "127.0.0.1:9092",
            List.of()),
        new Ports(Map.of()));
  }
}
