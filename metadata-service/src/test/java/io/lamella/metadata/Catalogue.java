package io.lamella.metadata;

import static io.restassured.RestAssured.given;

import io.lamella.contracts.ExtentRef;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.event.EventJson;
import io.lamella.testkit.TestTopics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The service as a client and upload-service speak to it. */
public final class Catalogue {
  /** Digest that every sealed version of a test has. */
  public static final String DIGEST = "ab".repeat(32);

  private Catalogue() {}

  /** A name that no other test uses. */
  public static String fresh(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  public static Response post(String path, Object body) {
    return given().contentType(ContentType.JSON).body(json(body)).post(path);
  }

  public static Response post(String path) {
    return given().post(path);
  }

  public static Response get(String path) {
    return given().get(path);
  }

  /** The stable code of an error, after checking its status and media type. */
  public static String problem(Response response, int status) {
    response.then().statusCode(status).contentType("application/problem+json");
    return response.jsonPath().getString("code");
  }

  /** A request to create a version. */
  public static Map<String, Object> wish(String project, String name) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("project", project);
    wish.put("name", name);
    return wish;
  }

  public static VersionView create(String project, String name) {
    return version(post("/v1/versions", wish(project, name)), 201);
  }

  /** Creates a version that differs from a plain one by these fields. */
  public static VersionView create(String project, String name, Map<String, Object> more) {
    Map<String, Object> wish = wish(project, name);
    wish.putAll(more);
    return version(post("/v1/versions", wish), 201);
  }

  /** The open draft of a dataset. */
  public static VersionView openDraft(String project, String name) {
    return version(post("/v1/open-drafts", Map.of("project", project, "dataset", name)), 200);
  }

  public static VersionView child(UUID parent) {
    return version(post("/v1/versions", Map.of("parents", List.of(parent.toString()))), 201);
  }

  public static VersionView read(UUID id) {
    return version(get("/v1/versions/" + id), 200);
  }

  public static VersionView version(Response response, int status) {
    return as(response, status, VersionView.class);
  }

  public static OperationView finalizeVersion(UUID id) {
    return as(post("/v1/versions/" + id + "/finalize"), 202, OperationView.class);
  }

  public static <T> T as(Response response, int status, Class<T> type) {
    response.then().statusCode(status);
    try {
      return EventJson.MAPPER.readValue(response.asByteArray(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a version final, as finalize and the answer of upload-service do. */
  public static VersionView seal(UUID id) {
    sealed(id, finalizeVersion(id).epoch());
    return await(id, VersionState.FINAL);
  }

  /** As {@link #seal(UUID)}, with a root that no other version has. */
  public static VersionView sealAlone(UUID id) {
    long epoch = finalizeVersion(id).epoch();
    VersionSealed body = sealedBody(id, epoch);
    String own = id.toString().replace("-", "").repeat(2);
    say(
        EventType.VERSION_SEALED,
        id,
        new VersionSealed(
            id,
            epoch,
            own,
            new RootRef(own, body.root().address()),
            body.files(),
            body.links(),
            body.bytes(),
            body.storedBytes(),
            body.added(),
            body.modified(),
            body.removed(),
            0,
            List.of()));
    return await(id, VersionState.FINAL);
  }

  public static VersionView sealedVersion(String project, String name) {
    return seal(create(project, name).id());
  }

  /** What upload-service says when it has sealed an epoch. */
  public static VersionSealed sealedBody(UUID id, long epoch) {
    ExtentRef address = new ExtentRef("0".repeat(32), "cd".repeat(32), 0, 0, 100, 48, 0, 1);
    RootRef root = new RootRef("ef".repeat(32), address);
    return new VersionSealed(id, epoch, DIGEST, root, 3, 0, 300, 200, 3, 0, 0, 0, List.of());
  }

  public static void sealed(UUID id, long epoch) {
    say(EventType.VERSION_SEALED, id, sealedBody(id, epoch));
  }

  /** Sends what upload-service says. */
  public static void say(String type, UUID id, Object body) {
    TestTopics.send(Topic.UPLOADS, id.toString(), type, id.toString(), body);
  }

  /** Waits until all that was said about this version so far has been taken. */
  public static void afterAllBefore(UUID id) {
    VersionView marker = create("markers", fresh("marker"));
    long epoch = finalizeVersion(marker.id()).epoch();
    TestTopics.send(
        Topic.UPLOADS,
        id.toString(),
        EventType.VERSION_SEALED,
        marker.id().toString(),
        sealedBody(marker.id(), epoch));
    await(marker.id(), VersionState.FINAL);
  }

  /** Types of all that was told of a dataset, in order, up to the first of type {@code last}. */
  public static List<String> toldUntil(UUID dataset, String last) {
    String key = dataset.toString();
    TestTopics.await(
        Topic.VERSIONS, r -> key.equals(r.key()) && TestTopics.header(r, "ce_type").equals(last));
    return TestTopics.all(Topic.VERSIONS).stream()
        .filter(r -> key.equals(r.key()))
        .map(r -> TestTopics.header(r, "ce_type"))
        .toList();
  }

  /** Adds a tag to a version. */
  public static Response tag(UUID id, String tag) {
    return given()
        .contentType(ContentType.JSON)
        .body(json(Map.of("addTags", List.of(tag))))
        .patch("/v1/versions/" + id);
  }

  public static VersionView await(UUID id, VersionState state) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> read(id), version -> version.state() == state);
  }

  public static String json(Object body) {
    try {
      return EventJson.MAPPER.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
