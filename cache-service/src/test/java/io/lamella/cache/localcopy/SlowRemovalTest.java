package io.lamella.cache.localcopy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.contracts.rest.LocalCopyRequest;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class SlowRemovalTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Random RANDOM = new Random();

  @TempDir Path store;
  @Inject CacheServer server;

  @ConfigProperty(name = "lamella.local-copies.dir")
  Path folder;

  /** Only who takes files from what shares files with it waits for it. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aCopyThatIsSlowToGoHoldsUpNoOther() throws Exception {
    // Given: two copies that share a file, and the record of one of them is a pipe
    byte[] shared = bytes();
    LocalCopyView going = ready(version("shared", shared));
    LocalCopyView staying = ready(version("shared", shared));
    assertThat(Files.getAttribute(Path.of(String.valueOf(going.path()), "shared"), "unix:nlink"))
        .isEqualTo(2);
    Path copies = folder.resolve("copies");
    pipe(copies.resolve("copies").resolve(going.id()).resolve("record"));
    Path moved = copies.resolve("tmp").resolve(going.id() + ".gone").resolve("copy/record");

    // When
    CompletableFuture<Integer> removal = CompletableFuture.supplyAsync(() -> delete(going.id()));
    await().atMost(PATIENCE).until(() -> Files.exists(moved));

    // Then
    try {
      assertThat(ready(version("other", bytes())).files()).isEqualTo(2);
      assertThat(view(staying.id()).state()).isEqualTo("ready");
      assertThat(given().get("/v1/local-copies").jsonPath().getList("items.id"))
          .contains(staying.id())
          .doesNotContain(going.id());
      assertThat(delete(going.id())).isEqualTo(404);
      assertThat(removal).isNotDone();
    } finally {
      goOn(moved, removal);
    }
    assertThat(removal.join()).isEqualTo(204);
    assertThat(moved).doesNotExist();
    assertThat(ready(version("shared", shared)).state()).isEqualTo("ready");
  }

  /** Nothing that a record begins with, and the pipe stays open until that was read. */
  private static void goOn(Path pipe, CompletableFuture<Integer> removal) throws Exception {
    try (FileChannel out =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.allocate(4_096));
      removal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void pipe(Path file) throws Exception {
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }

  private TestVersion version(String path, byte[] content) throws Exception {
    return new VersionBuilder(store)
        .file(path, content)
        .file(UUID.randomUUID().toString(), bytes())
        .seal();
  }

  private LocalCopyView ready(TestVersion version) {
    LocalCopyView wanted =
        given()
            .contentType(ContentType.JSON)
            .body(new LocalCopyRequest(server.sign(version.ticket()), null, false))
            .post("/v1/local-copies")
            .then()
            .statusCode(202)
            .extract()
            .as(LocalCopyView.class);
    return await()
        .atMost(PATIENCE)
        .until(() -> view(wanted.id()), view -> view.state().equals("ready"));
  }

  private int delete(String id) {
    return server.send(server.request("DELETE", "/v1/local-copies/" + id)).statusCode();
  }

  private static LocalCopyView view(String id) {
    return given().get("/v1/local-copies/" + id).as(LocalCopyView.class);
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[20_000];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
