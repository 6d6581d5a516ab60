package io.lamella.cache.localcopy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.DamagedPack;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.LocalCopyEvent;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.LocalCopyRequest;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class LocalCopyResourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path store;
  @Inject CacheServer server;

  @ConfigProperty(name = "lamella.local-copies.dir")
  Path copies;

  private VersionBuilder builder;
  private TestVersion version;
  private byte[] bytes;

  @BeforeEach
  void makeVersion() throws Exception {
    bytes = new byte[300_000];
    new Random().nextBytes(bytes);
    builder =
        new VersionBuilder(store)
            .file("a/one", bytes)
            .file("a/b/two \u00e4", new byte[] {1})
            .file("c", new byte[0])
            .entry(new Entry.Symlink(EntryPath.of("points"), "a/one"));
    version = builder.seal();
  }

  @Test
  void makesACopyAndSaysWhenItIsReady() throws Exception {
    // When
    LocalCopyView asked = want(null);
    LocalCopyView ready = awaitState(asked.id(), "ready");

    // Then
    Path folder = Path.of(String.valueOf(ready.path()));
    assertThat(Files.readAllBytes(folder.resolve("a/one"))).isEqualTo(bytes);
    assertThat(folder.resolve("a/b/two \u00e4")).exists();
    assertThat(folder.resolve("points")).isSymbolicLink();
    assertThat(ready.files()).isEqualTo(3);
    assertThat(ready.bytes()).isEqualTo(300_001);
    assertThat(ready.node()).isEqualTo("node-1");
    LocalCopyEvent event = awaitEvent(EventType.LOCAL_COPY_READY);
    assertThat(event)
        .isEqualTo(
            new LocalCopyEvent(
                version.id(),
                version.root().versionDigest().hex(),
                "node-1",
                folder.toString(),
                3,
                300_001));
  }

  @Test
  void makesOneCopyHoweverOftenItIsAskedFor() {
    LocalCopyView first = want(null);
    LocalCopyView second = want(null);
    LocalCopyView ready = awaitState(first.id(), "ready");
    LocalCopyView third = want(null);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(third.id()).isEqualTo(first.id());
    assertThat(awaitState(first.id(), "ready").path()).isEqualTo(ready.path());
    given().get("/v1/local-copies").then().body("items.id", hasItem(first.id()));
  }

  @Test
  void copiesAFolderOfTheVersion() {
    LocalCopyView asked = want("a/b");
    LocalCopyView ready = awaitState(asked.id(), "ready");

    assertThat(ready.files()).isEqualTo(1);
    assertThat(asked.id()).isNotEqualTo(want(null).id());
  }

  @Test
  void aCopyThatWouldLackWhatLinksLeadToIsNeverReady() throws Exception {
    // Given
    version =
        builder
            .entry(new Entry.Link(EntryPath.of("there"), "https://e.org/x", 1, "\"1\"", null, 0))
            .seal();

    // When
    LocalCopyView failed = awaitState(want(null).id(), "failed");

    // Then
    assertThat(String.valueOf(failed.failure()))
        .contains("wrong-state")
        .contains("1 entries are external links")
        .contains("The first is there");
  }

  @Test
  void saysWhyACopyFailedAndTriesAgainWhenAsked() throws Exception {
    // Given
    byte[] good = Files.readAllBytes(store.resolve(builder.packs().get(0).key()));
    DamagedPack.flip(store, builder.packs().get(0), 5000);
    LocalCopyView failed = awaitState(want(null).id(), "failed");

    // When
    DamagedPack.replace(store, builder.packs().get(0), good);
    want(null);

    // Then
    assertThat(failed.failure()).isNotNull();
    assertThat(failed.failure().code()).isEqualTo("content-damaged");
    awaitState(failed.id(), "ready");
  }

  @Test
  void takesACopyAwayUnlessItIsInUse() throws Exception {
    // Given
    String id = want(null).id();
    LocalCopyView ready = awaitState(id, "ready");
    try (LocalCopies cache =
            LocalCopies.open(copies.resolve("copies"), LocalCopies.Settings.DEFAULT);
        AutoCloseable lease = cache.lease(id).orElseThrow()) {
      assertThat(lease).isNotNull();
      given()
          .delete("/v1/local-copies/" + id)
          .then()
          .statusCode(409)
          .body("code", equalTo("wrong-state"));
    }

    // When
    given().delete("/v1/local-copies/" + id).then().statusCode(204);

    // Then
    assertThat(Path.of(String.valueOf(ready.path()))).doesNotExist();
    given().get("/v1/local-copies/" + id).then().statusCode(404);
    given().delete("/v1/local-copies/" + id).then().statusCode(404);
    assertThat(awaitEvent(EventType.LOCAL_COPY_EVICTED).path()).isEqualTo(ready.path());
  }

  @Test
  void refusesWishesWithoutATicketOrForNothing() {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/v1/local-copies")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("ticket-required"));
    post(new LocalCopyRequest("x.y.z", null, false), 401);
    post(new LocalCopyRequest(ticket(), "absent", false), 404);
    post(new LocalCopyRequest(ticket(), "../x", false), 422);
  }

  @Test
  void saysThatTheListOfFilesIsDamaged() throws Exception {
    DamagedPack.flip(
        store, version.root().address().pack(), (int) version.root().address().offset() + 60);

    given()
        .contentType(ContentType.JSON)
        .body(new LocalCopyRequest(ticket(), "a", false))
        .post("/v1/local-copies")
        .then()
        .statusCode(500)
        .body("code", equalTo("content-damaged"));
  }

  @Test
  void saysWhichFieldOfAWishIsOfTheWrongKind() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"ticket\": \"x\", \"verify\": {}}")
        .post("/v1/local-copies")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid-request"))
        .body("detail", equalTo("The field verify must be true or false"));
  }

  @Test
  void refusesBodiesOfOtherMediaTypes() {
    given()
        .contentType(ContentType.XML)
        .body("<wish/>")
        .post("/v1/local-copies")
        .then()
        .statusCode(415)
        .contentType("application/problem+json")
        .body("code", equalTo("unsupported-media-type"));
  }

  private LocalCopyView want(@Nullable String prefix) {
    return given()
        .contentType(ContentType.JSON)
        .body(new LocalCopyRequest(ticket(), prefix, false))
        .post("/v1/local-copies")
        .then()
        .statusCode(202)
        .extract()
        .as(LocalCopyView.class);
  }

  private static void post(LocalCopyRequest request, int status) {
    given()
        .contentType(ContentType.JSON)
        .body(request)
        .post("/v1/local-copies")
        .then()
        .statusCode(status);
  }

  private String ticket() {
    return server.sign(version.ticket());
  }

  private static LocalCopyView awaitState(String id, String state) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> given().get("/v1/local-copies/" + id).as(LocalCopyView.class),
            view -> view.state().equals(state));
  }

  private LocalCopyEvent awaitEvent(String type) {
    ConsumerRecord<String, byte[]> found =
        TestTopics.await(
            Topic.LOCAL_COPIES,
            event ->
                event.key().equals(version.id().toString())
                    && TestTopics.header(event, "ce_type").equals(type));
    return TestTopics.body(found, LocalCopyEvent.class);
  }
}
