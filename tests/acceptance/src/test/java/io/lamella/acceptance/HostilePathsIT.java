package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a version or a tar stream names, nothing outside of the target is touched. */
class HostilePathsIT {
  private static final byte[] EVIL = "evil".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path outside;
  private Map<String, String> untouched;
  private Machine pod;
  private Door door;

  @BeforeEach
  void machines() throws IOException {
    pod = new Machine(folder.resolve("pod"), Stack.shared().url());
    door = new Door(Stack.shared().url());
    outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious.txt"), "precious");
    untouched = Folders.content(outside);
  }

  @Test
  void pathsThatLeaveTheVersionAreRefusedByEveryDoor() throws Exception {
    Door.Version draft = door.create("hostile", "refused", List.of());
    String absolute = outside.resolve("precious.txt").toString();

    for (String path : List.of("../out.txt", "a/../../out.txt", "a/./b", "a//b", "..", absolute)) {
      HttpResponse<String> refused = door.tar(draft, tar(Tar.file(path, EVIL)));
      assertThat(refused.statusCode()).as("a tar with %s: %s", path, refused.body()).isEqualTo(422);
    }
    HttpResponse<String> linked =
        door.tar(draft, tar(Tar.file("a.txt", EVIL), Tar.hardLink("b.txt", "../../etc/passwd")));
    assertThat(linked.statusCode()).as(linked.body()).isEqualTo(422);
    for (String path :
        List.of(
            "..%2Fout.txt", "%2e%2e/out.txt", "a/%2E%2E/%2e%2e/out.txt", "%2Fout.txt", "a//b")) {
      HttpResponse<String> refused = door.put(draft, path, "evil");
      assertThat(refused.statusCode())
          .as("a put of %s: %s", path, refused.body())
          .isBetween(400, 499);
    }

    assertThat(pod.lamella("list", draft.id()).expect(0).lines()).isEmpty();
  }

  @Test
  void nothingIsWrittenThroughASymlinkOfTheVersion() throws Exception {
    // Given
    Door.Version first = door.create("hostile", "through", List.of());
    HttpResponse<String> taken =
        door.tar(
            first,
            tar(
                Tar.symlink("absolute", outside.toString()),
                Tar.file("absolute/evil.txt", EVIL),
                Tar.symlink("door", outside.toString()),
                Tar.symlink("up", "../outside"),
                Tar.symlink("precious", outside.resolve("precious.txt").toString())));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
    door.close(first);
    Door.Version second = door.create("hostile", "through", List.of(first.id()));
    assertThat(
            door.tar(
                    second,
                    tar(
                        Tar.file("door/evil.txt", EVIL),
                        Tar.file("up/evil.txt", EVIL),
                        Tar.file("precious", EVIL)))
                .statusCode())
        .isEqualTo(201);
    door.close(second);
    String target = folder.resolve("target").toString();

    // When
    pod.run("get", first.id(), "--copy", target);
    Map<String, String> before = Folders.content(Path.of(target));
    pod.run("get", second.id(), "--copy", target, "--overwrite");
    pod.run("get", first.id());
    pod.run("get", second.id());

    // Then
    assertThat(Folders.content(outside)).isEqualTo(untouched);
    assertThat(before).containsEntry("door", "symlink " + outside);
    assertThat(Files.isSymbolicLink(Path.of(target, "absolute"))).isFalse();
    assertThat(Folders.content(Path.of(target)))
        .containsOnlyKeys("absolute/evil.txt", "door/evil.txt", "up/evil.txt", "precious");
  }

  @Test
  void nothingIsWrittenOrRemovedThroughASymlinkInTheTarget() throws Exception {
    // Given
    Door.Version version = door.create("hostile", "target", List.of());
    door.tar(version, tar(Tar.file("data/new.txt", EVIL), Tar.file("precious.txt", EVIL)));
    door.close(version);
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.createSymbolicLink(target.resolve("data"), outside);
    Files.createSymbolicLink(target.resolve("gone"), outside);
    Files.createSymbolicLink(target.resolve("precious.txt"), outside.resolve("precious.txt"));

    // When
    pod.run("get", version.id(), "--copy", target.toString(), "--overwrite");

    // Then
    assertThat(Folders.content(outside)).isEqualTo(untouched);
    assertThat(Files.isSymbolicLink(target.resolve("data"))).isFalse();
    assertThat(Folders.content(target)).containsOnlyKeys("data/new.txt", "precious.txt");
  }

  @Test
  void namesThatAFileSystemCannotHoldAreNamedAndNothingIsWritten() throws Exception {
    // Given: a version holds names that no folder here can
    String longName = "n".repeat(300);
    Door.Version version = door.create("hostile", "long", List.of());
    assertThat(door.put(version, "fine.txt", "fine").statusCode()).isEqualTo(201);
    HttpResponse<String> put = door.put(version, "deep/" + longName, "long");
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    door.close(version);
    Path target = folder.resolve("target");

    // When
    Finished got = pod.lamella("get", version.id(), "--copy", target.toString()).expect(1);

    // Then
    assertThat(got.problem().toString()).contains("deep/" + longName);
    assertThat(target).doesNotExist();
    assertThat(pod.lamella("list", version.id()).expect(0).lines()).hasSize(2);
  }

  private static BodyPublisher tar(byte[]... records) {
    List<byte[]> stream = new ArrayList<>(List.of(records));
    stream.add(Tar.end());
    return BodyPublishers.ofByteArrays(stream);
  }
}
