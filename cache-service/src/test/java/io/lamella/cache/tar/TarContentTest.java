package io.lamella.cache.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.PackRef;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class TarContentTest {
  private static final byte[] LARGE = bytes(3, 3_000_000);
  private static final byte[] SMALL = {1, 2, 3};
  private static final String LONG = "d/" + "long-".repeat(40) + "/\u65e5\u672c/" + "x".repeat(200);
  private static final String LONG_TARGET = "../" + "t".repeat(300);

  @TempDir Path store;
  @Inject CacheServer server;

  private record Member(TarArchiveEntry entry, byte[] bytes) {}

  @Test
  void streamsEveryKindOfEntryWithModesAndTimes() throws Exception {
    // Given
    TestVersion version =
        new VersionBuilder(store)
            .file("large.bin", LARGE, 0755)
            .file("empty", new byte[0])
            .file(LONG, SMALL, 0600)
            .file("d/a b\n'\u00e4'", SMALL)
            .entry(new Entry.Symlink(EntryPath.of("d/points"), LONG_TARGET))
            .entry(new Entry.Folder(EntryPath.of("nothing/here"), 0700))
            .seal();

    // When
    HttpResponse<byte[]> answer = server.get(version, "tar");
    Map<String, Member> members = read(answer.body());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-tar");
    assertThat(members.keySet())
        .containsExactly(
            "d/a b\n'\u00e4'", LONG, "d/points", "empty", "large.bin", "nothing/here/");
    assertThat(members.get("large.bin").bytes()).isEqualTo(LARGE);
    assertThat(members.get("large.bin").entry().getMode() & 0777).isEqualTo(0755);
    assertThat(members.get("large.bin").entry().getLastModifiedTime().toInstant())
        .isEqualTo("2023-11-14T22:13:20.123456700Z");
    assertThat(members.get(LONG).bytes()).isEqualTo(SMALL);
    assertThat(members.get(LONG).entry().getMode() & 0777).isEqualTo(0600);
    assertThat(members.get("d/points").entry().isSymbolicLink()).isTrue();
    assertThat(members.get("d/points").entry().getLinkName()).isEqualTo(LONG_TARGET);
    assertThat(members.get("nothing/here/").entry().isDirectory()).isTrue();
  }

  @Test
  void streamsAFolderWithNamesFromThereOn() throws Exception {
    // Given
    TestVersion version =
        new VersionBuilder(store)
            .file("a/b/one", SMALL)
            .file("a/b/c/two", SMALL)
            .file("a/bc", SMALL)
            .seal();

    // When
    Map<String, Member> members = read(server.get(version, "tar?path=a/b").body());

    // Then
    assertThat(members.keySet()).containsExactly("c/two", "one");
  }

  @Test
  void streamsAnEmptyVersion() throws Exception {
    HttpResponse<byte[]> answer = server.get(new VersionBuilder(store).seal(), "tar");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(read(answer.body())).isEmpty();
  }

  @Test
  void refusesVersionsWhoseBytesLieElsewhere() throws Exception {
    TestVersion version =
        new VersionBuilder(store)
            .entry(new Entry.Link(EntryPath.of("l"), "s3://b/k", 1, null, null, 0))
            .seal();

    assertThat(server.get(version, "tar").statusCode()).isEqualTo(409);
  }

  @Test
  void saysThatAFolderIsNotThere() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a", SMALL).seal();

    assertThat(server.get(version, "tar?path=b").statusCode()).isEqualTo(404);
  }

  @Test
  void cutsTheStreamOffAtDamagedBytes() throws Exception {
    // Given
    VersionBuilder builder = new VersionBuilder(store).file("a", LARGE).file("b", bytes(4, 90_000));
    TestVersion version = builder.seal();
    PackRef last = builder.packs().get(builder.packs().size() - 1);
    Path file = store.resolve(last.key());
    byte[] stored = Files.readAllBytes(file);
    stored[5000] ^= 1;
    Files.delete(file);
    Files.write(file, stored);

    // Then
    assertThatThrownBy(() -> server.get(version, "tar")).isInstanceOf(UncheckedIOException.class);
  }

  private static Map<String, Member> read(byte[] tar) throws Exception {
    Map<String, Member> members = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        members.put(entry.getName(), new Member(entry, in.readAllBytes()));
      }
    }
    return members;
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
