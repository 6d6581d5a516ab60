package io.lamella.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.buckets.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in buckets of an S3 server is linked to, and files become objects there. */
class BucketsIT {
  @TempDir Path folder;
  private S3Server s3;
  private Machine laptop;
  private Machine pod;
  private Machine stranger;

  @BeforeEach
  void begin() throws Exception {
    s3 = new S3Server("camera");
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url(), s3.environment());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url(), s3.environment());
    stranger =
        new Machine(
            folder.resolve("stranger"),
            Stack.shared().url(),
            Map.of(
                "AWS_ENDPOINT_URL", s3.environment().get("AWS_ENDPOINT_URL"),
                "AWS_ACCESS_KEY_ID", "nobody",
                "AWS_SECRET_ACCESS_KEY", "nothing"));
  }

  @AfterEach
  void end() {
    s3.close();
  }

  @Test
  void objectsOfABucketComeOutAsTheyWerePinnedOrAreNamed() throws Exception {
    // Given
    s3.put("camera", "day=01/a b.jpg", "first");
    s3.put("camera", "day=01/deep/c.jpg", "second");
    s3.put("camera", "labels.csv", "labels");
    laptop.run("create", "--project", "buckets", "--name", "linked");
    JsonNode added = laptop.run("add", "--links", "s3://camera/day=01/", "s3://camera/labels.csv");
    laptop.run("close");

    // When
    pod.run("get", "buckets/linked", "--copy", folder.resolve("whole").toString());
    pod.run("verify", "buckets/linked");
    s3.put("camera", "day=01/a b.jpg", "other");
    s3.delete("camera", "labels.csv");
    Finished broken = laptop.lamella("get", "buckets/linked");
    Finished refused = stranger.lamella("get", "buckets/linked");

    // Then
    assertThat(added.path("added").asLong()).isEqualTo(3);
    assertThat(Folders.texts(folder.resolve("whole")))
        .isEqualTo(Map.of("a b.jpg", "first", "deep/c.jpg", "second", "labels.csv", "labels"));
    assertThat(broken.expect(1).problem().path("items"))
        .extracting(JsonNode::asText)
        .satisfiesExactly(
            item -> assertThat(item).startsWith("a b.jpg: link-changed, \""),
            item -> assertThat(item).startsWith("labels.csv: link-missing, there is no such"));
    assertThat(refused.expect(1).problem().path("items"))
        .hasSize(3)
        .allSatisfy(item -> assertThat(item.asText()).contains("refuses access"));
  }

  @Test
  void filesBecomeObjectsOfABucketAndGoWithTheirVersion() throws Exception {
    // Given
    Path source = Files.createDirectories(folder.resolve("source/sub"));
    Files.writeString(source.resolveSibling("a b.txt"), "first");
    Files.writeString(source.resolve("c.txt"), "second");
    s3.put("camera", "raw/in/taken.txt", "something else");
    String[] add = {
      "add",
      "--files",
      source.getParent().toString(),
      "--as",
      "objects",
      "--to",
      "s3://camera/raw",
      "--dataset-folder",
      "in"
    };
    String id =
        laptop.run("create", "--project", "buckets", "--name", "objects").path("id").asText();

    // When
    JsonNode added = laptop.run(add);
    Files.writeString(source.resolveSibling("taken.txt"), "a third one");
    Finished again = laptop.lamella(add);
    laptop.run("close");
    pod.run("get", "buckets/objects", "--copy", folder.resolve("copy").toString());
    JsonNode deleted = laptop.run("delete", id, "--now", "--external-files", "--yes");

    // Then
    assertThat(added.path("added").asLong()).isEqualTo(2);
    assertThat(again.expect(1).problem().path("items"))
        .extracting(JsonNode::asText)
        .singleElement()
        .asString()
        .startsWith("s3://camera/raw/in/taken.txt: is there already, and is different");
    assertThat(Folders.texts(folder.resolve("copy")))
        .isEqualTo(Map.of("in/a b.txt", "first", "in/sub/c.txt", "second"));
    assertThat(deleted.path("externalFiles"))
        .extracting(JsonNode::asText)
        .containsExactly("s3://camera/raw/in/a%20b.txt", "s3://camera/raw/in/sub/c.txt");
    assertThat(s3.has("camera", "raw/in/a b.txt")).isFalse();
    assertThat(s3.get("camera", "raw/in/taken.txt")).isEqualTo("something else".getBytes(UTF_8));
  }

  @Test
  void objectsBecomeOrdinaryFilesWhenTheyAreToStay() throws Exception {
    // Given
    s3.put("camera", "labels.csv", "labels");
    laptop.run("create", "--project", "buckets", "--name", "kept");
    laptop.run("add", "--links", "s3://camera/labels.csv", "--materialize");
    laptop.run("close");

    // When
    s3.delete("camera", "labels.csv");
    stranger.run("get", "buckets/kept", "--copy", folder.resolve("copy").toString());

    // Then
    assertThat(Folders.texts(folder.resolve("copy"))).isEqualTo(Map.of("labels.csv", "labels"));
  }
}
