package io.lamella.cache.entries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.rest.EntryView;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.event.EventJson;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class EntriesContentTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path store;
  @Inject CacheServer server;
  private TestVersion version;

  @BeforeEach
  void makeVersion() throws Exception {
    VersionBuilder builder =
        new VersionBuilder(store)
            .file("a/b/one", BYTES, 0755)
            .file("a/b/two", BYTES)
            .file("a/b!", BYTES)
            .file("a/\u00e4\n", BYTES)
            .entry(new Entry.Symlink(EntryPath.of("a/points"), "../z"))
            .entry(new Entry.Folder(EntryPath.of("empty"), 0700))
            .entry(
                new Entry.Link(
                    EntryPath.of("link"), "s3://b/k", 77, "v1", null, VersionBuilder.MTIME_NANOS));
    for (int i = 0; i < 1500; i++) {
      builder.file(String.format("many/%04d", i), new byte[0]);
    }
    version = builder.seal();
  }

  @Test
  void showsEveryKindOfEntry() throws Exception {
    Page<EntryView> page = page("entries?limit=7");

    Instant mtime = Instant.parse("2023-11-14T22:13:20.123456789Z");
    String digest = Digest.of(BYTES).hex();
    assertThat(page.items())
        .containsExactly(
            file("a/b/one", "0755", digest, mtime),
            file("a/b/two", "0644", digest, mtime),
            file("a/b!", "0644", digest, mtime),
            new EntryView("a/points", "symlink", 0, null, null, null, null, "../z", null),
            file("a/\u00e4\n", "0644", digest, mtime),
            new EntryView("empty", "dir", 0, null, "0700", null, null, null, null),
            new EntryView("link", "link", 77, null, null, mtime, "s3://b/k", null, null));
    assertThat(page.next()).isEqualTo("link");
  }

  @Test
  void showsTheChildrenOfAFolderWithWhatIsBeneath() throws Exception {
    assertThat(paths(page("entries?recursive=false")))
        .containsExactly("a", "empty", "link", "many");
    Page<EntryView> page = page("entries?recursive=false&prefix=a");
    assertThat(paths(page)).containsExactly("a/b", "a/b!", "a/points", "a/\u00e4\n");
    assertThat(page.items().get(0))
        .isEqualTo(new EntryView("a/b", "dir", 6, null, null, null, null, null, null));
    assertThat(page.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"entries?limit=100", "entries?limit=100&recursive=false&prefix=many"})
  void pagesThroughEverythingOnce(String address) throws Exception {
    List<String> all = new ArrayList<>();
    Page<EntryView> page = page(address);
    while (page.next() != null) {
      assertThat(page.items()).hasSize(100);
      all.addAll(paths(page));
      page = page(address + "&after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8));
    }
    all.addAll(paths(page));

    assertThat(all).doesNotHaveDuplicates().contains("many/0000", "many/1499");
    assertThat(all.stream().filter(path -> path.startsWith("many/"))).hasSize(1500).isSorted();
    assertThat(all).hasSize(address.contains("many") ? 1500 : 1507);
  }

  @Test
  void showsWhatLiesBeneathAPrefix() throws Exception {
    assertThat(paths(page("entries?prefix=a/b"))).containsExactly("a/b/one", "a/b/two");
    assertThat(paths(page("entries?prefix=a/b!"))).containsExactly("a/b!");
    assertThat(paths(page("entries?limit=10000"))).hasSize(1507);
    assertThat(paths(page("entries?prefix=empty"))).containsExactly("empty");
  }

  @ParameterizedTest
  @CsvSource({
    "entries?prefix=absent, 404",
    "entries?limit=0, 422",
    "entries?limit=10001, 422",
    "entries?limit=x, 400",
    "entries?prefix=a/../b, 422",
    "entries?recursive=false&prefix=a&after=many/0001, 400"
  })
  void saysWhatIsWrong(String rest, int status) {
    assertThat(server.get(version, rest).statusCode()).isEqualTo(status);
  }

  private static EntryView file(String path, String mode, String digest, Instant mtime) {
    return new EntryView(path, "file", 3, digest, mode, mtime, null, null, null);
  }

  private static List<String> paths(Page<EntryView> page) {
    return page.items().stream().map(EntryView::path).toList();
  }

  private Page<EntryView> page(String rest) throws IOException {
    HttpResponse<byte[]> answer = server.get(version, rest);
    assertThat(answer.statusCode()).isEqualTo(200);
    return EventJson.MAPPER.readValue(answer.body(), new TypeReference<>() {});
  }
}
