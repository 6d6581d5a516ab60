package io.lamella.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as people have them. */
class OddFoldersIT {
  /** Five gigabytes take a minute: {@code -Dlamella.sparse-mebibytes=5120}. */
  private static final long SPARSE_MEBIBYTES = Long.getLong("lamella.sparse-mebibytes", 400);

  @TempDir Path folder;
  private Path source;
  private Machine laptop;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    source = Files.createDirectories(folder.resolve("source"));
  }

  @Test
  void socketsAndPipesAreNamedAndLeftOutAndRefusedWhenStrict() throws IOException {
    // Given
    Files.writeString(source.resolve("file.txt"), "content");
    run("mkfifo", source.resolve("pipe").toString());
    String id = laptop.run("create", "--project", "odd", "--name", "special").path("id").asText();
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(source.resolve("socket")));

      // When
      Finished strict = laptop.lamella("add", "--strict", "--files", source.toString()).expect(1);
      long afterStrict = laptop.run("status", "--id", id).path("pending").asLong();
      Finished added = laptop.lamella("add", "--files", source.toString()).expect(0);
      Finished synced =
          laptop
              .lamella("sync", "odd/special-sync", "--strict", "--folder", source.toString())
              .expect(1);

      // Then
      assertThat(strict.problem().path("items"))
          .extracting(JsonNode::asText)
          .satisfiesExactlyInAnyOrder(
              item -> assertThat(item).startsWith(source.resolve("pipe").toString()),
              item -> assertThat(item).startsWith(source.resolve("socket").toString()));
      assertThat(afterStrict).isZero();
      assertThat(added.json().path("added").asLong()).isEqualTo(1);
      assertThat(added.err())
          .contains(source.resolve("pipe").toString(), source.resolve("socket").toString());
      assertThat(synced.problem().path("items")).hasSize(2);
      laptop.lamella("show", "odd/special-sync").expect(3);
    }
  }

  @Test
  void whatMayNotBeReadIsAllNamedAndNothingIsAdded() throws IOException {
    // Given: a client that is not root
    Path files = Files.createDirectories(folder.resolve("files"));
    for (String name : List.of("open.txt", "secret.txt", "closed/deep.txt", "other/secret.bin")) {
      Files.createDirectories(files.resolve(name).getParent());
      Files.writeString(files.resolve(name), name);
    }
    setMode(files.resolve("secret.txt"), "---------");
    setMode(files.resolve("other/secret.bin"), "---------");
    setMode(files.resolve("closed"), "---------");
    Stranger stranger = Stranger.who(folder);
    assumeTrue(stranger.lamella("--version").exit() == 0, "no other user can run the client here");

    // When
    stranger.lamella("create", "--project", "odd", "--name", "unreadable").expect(0);
    Finished refused = stranger.lamella("add", "--json", "--files", files.toString()).expect(1);
    JsonNode status = stranger.lamella("status", "--json").expect(0).json();

    // Then
    assertThat(refused.problem().path("items"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            files.resolve("closed") + ": permission denied",
            files.resolve("other/secret.bin") + ": permission denied",
            files.resolve("secret.txt") + ": permission denied");
    assertThat(status.path("pending").asLong()).isZero();
    setMode(files.resolve("closed"), "rwx------");
  }

  @Test
  void symlinksThatLeadInCirclesAreEntriesLikeOthers() throws IOException {
    // Given
    Path deep = Files.createDirectories(source.resolve("deep"));
    Files.writeString(deep.resolve("file.txt"), "content");
    Files.createSymbolicLink(deep.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(source.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(source.resolve("there"), Path.of("back"));
    Files.createSymbolicLink(source.resolve("back"), Path.of("there"));

    // When
    laptop.run("sync", "odd/circles", "--folder", source.toString());
    Path copy = Path.of(laptop.run("get", "odd/circles").path("path").asText());

    // Then
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    assertThat(Folders.content(copy)).containsEntry("self", "symlink self").hasSize(5);
  }

  @Test
  void aSparseFileGoesInAndOutWithLittleMemoryWhateverItsSize() throws IOException {
    // Given
    long size = SPARSE_MEBIBYTES << 20;
    Path sparse = source.resolve("sparse.bin");
    try (FileChannel channel =
        FileChannel.open(sparse, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("far inside".getBytes(UTF_8)), size - (size >> 3) + 5);
      channel.write(ByteBuffer.wrap("end".getBytes(UTF_8)), size - 3);
    }
    laptop.run("create", "--project", "odd", "--name", "sparse");

    // When
    JsonNode added = withMemory("192m", "add", "--files", source.toString());
    JsonNode closed = laptop.run("close");
    Finished listed = laptop.lamella("list", "odd/sparse").expect(0);
    JsonNode verified = withMemory("192m", "verify", "odd/sparse");
    Path target = folder.resolve("target");
    withMemory("192m", "get", "odd/sparse", "--copy", target.toString());

    // Then
    assertThat(added.path("bytes").asLong()).isEqualTo(size);
    assertThat(added.path("bytesSent").asLong()).isLessThan(size / 100);
    assertThat(closed.path("bytes").asLong()).isEqualTo(size);
    assertThat(listed.json().path("digest").asText()).isEqualTo(Folders.sha256(sparse));
    assertThat(verified.path("summary").path("problems").asLong()).isZero();
    assertThat(Folders.content(target)).isEqualTo(Folders.content(source));
  }

  private JsonNode withMemory(String heap, String... arguments) {
    return laptop.lamella(Map.of("_JAVA_OPTIONS", "-Xmx" + heap), arguments).expect(0).json();
  }

  /** Somebody on this machine who may not read everything: not root. */
  private record Stranger(List<String> switching, Path folder) {
    private static final String NOBODY = "65534";

    /** The one who runs the tests, or where that is root, nobody, who owns the folder then. */
    static Stranger who(Path folder) {
      if (!System.getProperty("user.name").equals("root")) {
        return new Stranger(List.of(), folder);
      }
      run("chown", "-R", NOBODY, folder.toString());
      return new Stranger(
          List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"), folder);
    }

    Finished lamella(String... arguments) {
      List<String> line =
          Stream.of(switching, List.of(Project.SCRIPT), List.of(arguments))
              .flatMap(List::stream)
              .toList();
      Map<String, String> environment =
          Map.of(
              "LAMELLA_URL", Stack.shared().url().toString(),
              "LAMELLA_HOME", folder.resolve("home").toString());
      return Finished.of(line, folder, environment, Duration.ofMinutes(2));
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void run(String... command) {
    Finished.of(List.of(command), Path.of("/"), Map.of(), Duration.ofSeconds(10)).expect(0);
  }
}
