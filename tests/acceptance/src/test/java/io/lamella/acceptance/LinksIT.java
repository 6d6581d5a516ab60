package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies elsewhere comes out of a version as it was pinned, or is named. */
class LinksIT {
  @TempDir Path folder;
  private Elsewhere elsewhere;
  private Machine laptop;
  private Machine pod;

  @BeforeEach
  void begin() throws Exception {
    elsewhere = new Elsewhere();
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
  }

  @AfterEach
  void end() {
    elsewhere.close();
  }

  @Test
  void anObjectThatChangedAtTheSameSizeIsNoticedAndAMissingOneIsNamed() throws Exception {
    // Given
    Path here = Files.writeString(folder.resolve("here.txt"), "a file");
    Path mounted = Files.writeString(folder.resolve("mounted.txt"), "a mounted file");
    String same = elsewhere.put("/same.txt", "the same", "1");
    String changing = elsewhere.put("/in%20there.txt", "first", "1");
    String going = elsewhere.put("/going.txt", "going", "1");
    laptop.run("create", "--project", "links", "--name", "watched");
    JsonNode added =
        laptop.run(
            "add",
            "--files",
            here.toString(),
            "--links",
            same,
            changing,
            going,
            mounted.toUri().toString());
    laptop.run("close");
    elsewhere.put("/in%20there.txt", "other", "2");
    elsewhere.remove("/going.txt");

    // When
    Finished got = pod.lamella("get", "links/watched", "--copy", folder.resolve("copy").toString());
    Finished verified = pod.lamella("verify", "links/watched");
    List<JsonNode> listed = pod.lamella("list", "links/watched").expect(0).lines();
    JsonNode shown = pod.run("show", "links/watched");

    // Then
    assertThat(added.path("added").asLong()).isEqualTo(5);
    got.expect(1);
    assertThat(got.problem().path("code").asText()).isEqualTo("link-broken");
    assertThat(got.problem().path("items"))
        .extracting(JsonNode::asText)
        .satisfiesExactly(
            item -> assertThat(item).startsWith("going.txt: link-missing, the server answers 404"),
            item -> assertThat(item).startsWith("in there.txt: link-changed, \"2\""));
    assertThat(Folders.texts(folder.resolve("copy")))
        .isEqualTo(
            Map.of("here.txt", "a file", "mounted.txt", "a mounted file", "same.txt", "the same"));
    verified.expect(1);
    assertThat(verified.lines())
        .extracting(line -> line.path("path").asText() + " " + line.path("problem").asText())
        .containsExactly("going.txt link-missing", "in there.txt link-changed", " ");
    assertThat(listed)
        .filteredOn(line -> line.path("kind").asText().equals("link"))
        .extracting(line -> line.path("path").asText() + " " + line.path("uri").asText())
        .containsExactly(
            "going.txt " + going,
            "in there.txt " + changing,
            "mounted.txt " + mounted.toUri(),
            "same.txt " + same);
    assertThat(shown.path("links").asLong()).isEqualTo(4);
    assertThat(shown.path("files").asLong()).isEqualTo(1);
  }

  @Test
  void aLinkThatReplacesAFileOfAParentIsWhatComesOut() throws Exception {
    // Given
    Door door = new Door(Stack.shared().url());
    Door.Version parent = door.create("links", "replaced", List.of());
    door.put(parent, "data.txt", "of the parent");
    door.put(parent, "kept.txt", "kept");
    door.close(parent);
    String uri = elsewhere.put("/data.txt", "of elsewhere", "1");
    laptop.run("create", "--parents", parent.id());
    JsonNode added = laptop.run("add", "--links", uri);
    laptop.run("close");
    Path copy = folder.resolve("copy");

    // When
    pod.run("get", "links/replaced", "--copy", copy.toString());
    JsonNode again = pod.run("sync", "links/replaced", "--folder", copy.toString());
    JsonNode shared = pod.run("get", "links/replaced");
    elsewhere.remove("/data.txt");
    Finished kept = pod.lamella("get", "links/replaced", "--verify");

    // Then
    assertThat(added.path("modified").asLong()).isEqualTo(1);
    assertThat(Folders.texts(copy))
        .isEqualTo(Map.of("data.txt", "of elsewhere", "kept.txt", "kept"));
    assertThat(again.path("created").asBoolean()).as("a link equal to its pin").isFalse();
    assertThat(Folders.texts(Path.of(shared.path("path").asText()))).isEqualTo(Folders.texts(copy));
    kept.expect(0);
    assertThat(kept.json().path("bytesFetched").asLong()).isZero();
  }

  @Test
  void aSquashKeepsLinks() throws Exception {
    // Given
    String first = elsewhere.put("/first.txt", "first", "1");
    String second = elsewhere.put("/second.txt", "second", "1");
    laptop.run("create", "--project", "links", "--name", "line");
    laptop.run("add", "--links", first, "--dataset-folder", "in");
    laptop.run("close");
    laptop.run("create", "--parents", "links/line");
    laptop.run("add", "--links", second);
    laptop.run("close");

    // When
    laptop.run("squash", "--name", "flat", "--ids", "links/line@1.0.0", "links/line@1.0.1");
    JsonNode shown = pod.run("show", "links/flat");
    JsonNode got = pod.run("get", "links/flat");

    // Then
    assertThat(shown.path("links").asLong()).isEqualTo(2);
    assertThat(Folders.texts(Path.of(got.path("path").asText())))
        .isEqualTo(Map.of("in/first.txt", "first", "second.txt", "second"));
  }

  @Test
  void filesBehindOwnLinksGoWithAVersionOnlyWhenThatIsAskedFor() throws Exception {
    // Given
    Path mounted = Files.writeString(folder.resolve("mounted.txt"), "mounted");
    Path changed = Files.writeString(folder.resolve("changed.txt"), "as it was");
    String web = elsewhere.put("/web.txt", "web", "1");
    laptop.run("create", "--project", "links", "--name", "going");
    laptop.run("add", "--links", mounted.toUri().toString(), changed.toUri().toString(), web);
    laptop.run("close");
    Files.writeString(changed, "as it is");

    // When
    Finished trash = laptop.lamella("delete", "links/going", "--external-files");
    JsonNode rehearsed =
        laptop.run("delete", "links/going", "--external-files", "--now", "--dry-run");
    boolean isThere = Files.exists(mounted);
    JsonNode deleted = laptop.run("delete", "links/going", "--external-files", "--now", "--yes");

    // Then
    trash.expect(2);
    assertThat(isThere).isTrue();
    assertThat(mounted).doesNotExist();
    assertThat(changed).exists();
    assertThat(rehearsed.path("externalFiles")).isEqualTo(deleted.path("externalFiles"));
    assertThat(deleted.path("externalFiles"))
        .extracting(JsonNode::asText)
        .containsExactly(mounted.toUri().toString());
    assertThat(deleted.path("externalLeft")).hasSize(2);
    assertThat(deleted.path("deleted")).hasSize(1);
  }

  @Test
  void filesBecomeObjectsAtTheirPathsAndAreNeverPutOverSomethingElse() throws Exception {
    // Given
    Path source = Files.createDirectories(folder.resolve("source/sub"));
    Files.writeString(source.resolveSibling("a b.txt"), "first");
    Files.writeString(source.resolve("c.txt"), "second");
    Path bucket = folder.resolve("bucket");
    String[] add = {
      "add",
      "--files",
      folder.resolve("source").toString(),
      "--as",
      "objects",
      "--to",
      bucket.toUri().toString(),
      "--dataset-folder",
      "raw"
    };
    laptop.run("create", "--project", "links", "--name", "objects");

    // When
    JsonNode added = laptop.run(add);
    Path inTheWay = Files.writeString(bucket.resolve("raw/d.txt"), "something else");
    Files.writeString(source.resolveSibling("d.txt"), "a third one");
    Finished again = laptop.lamella(add);
    Finished reached =
        laptop.lamella("add", "--files", ".", "--as", "objects", "--to", "https://host/x");
    laptop.run("close");
    Path copy = folder.resolve("copy");
    pod.run("get", "links/objects", "--copy", copy.toString());

    // Then
    assertThat(added.path("added").asLong()).isEqualTo(2);
    assertThat(added.path("bytesSent").asLong()).isZero();
    again.expect(1);
    assertThat(again.problem().path("items"))
        .extracting(JsonNode::asText)
        .singleElement()
        .asString()
        .startsWith(inTheWay + ": is there already, and is different");
    assertThat(reached.expect(2).problem().path("detail").asText())
        .contains("https://host/x: files cannot be put there");
    assertThat(Folders.texts(bucket))
        .isEqualTo(
            Map.of(
                "raw/a b.txt", "first", "raw/sub/c.txt", "second", "raw/d.txt", "something else"));
    assertThat(Folders.texts(copy))
        .isEqualTo(Map.of("raw/a b.txt", "first", "raw/sub/c.txt", "second"));
  }
}
