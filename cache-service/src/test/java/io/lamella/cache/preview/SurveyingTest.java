package io.lamella.cache.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.FileObjectStore;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.contracts.rest.VersionStatistics.Bucket;
import io.lamella.contracts.rest.VersionStatistics.Extension;
import io.lamella.contracts.rest.VersionStatistics.Large;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyingTest {
  @TempDir Path store;

  @Test
  void countsAllThatAVersionHolds() throws Exception {
    VersionBuilder builder =
        new VersionBuilder(store)
            .file("a.csv", new byte[0])
            .file("b.CSV", new byte[1])
            .file("c/d.csv.gz", new byte[1000])
            .file("e", new byte[1024])
            .file("f.bin", new byte[1025])
            .entry(new Entry.Symlink(EntryPath.of("g"), "a.csv"))
            .entry(new Entry.Folder(EntryPath.of("h"), 0700))
            .entry(new Entry.Link(EntryPath.of("i.csv"), "s3://b/k", 7_000, "v", null, 0));

    VersionStatistics found = survey(builder).statistics();

    assertThat(found.files()).isEqualTo(5);
    assertThat(found.bytes()).isEqualTo(3050);
    assertThat(List.of(found.links(), found.symlinks(), found.folders())).containsOnly(1L);
    assertThat(found.extensions())
        .containsExactly(
            new Extension("bin", 1, 1025),
            new Extension("", 1, 1024),
            new Extension("csv.gz", 1, 1000),
            new Extension("csv", 2, 1));
    assertThat(found.smallest()).isZero();
    assertThat(found.largest()).isEqualTo(1025);
    assertThat(found.median()).isEqualTo(1024);
    assertThat(found.sizes())
        .containsExactly(
            new Bucket(0, 1, 0),
            new Bucket(1, 1, 1),
            new Bucket(1024, 2, 2024),
            new Bucket(2048, 1, 1025));
    assertThat(found.largestFiles())
        .startsWith(new Large("f.bin", 1025), new Large("e", 1024))
        .hasSize(5);
  }

  @Test
  void saysNothingOfSizesWhereThereAreNoFiles() throws Exception {
    VersionStatistics found =
        survey(new VersionBuilder(store).entry(new Entry.Folder(EntryPath.of("h"), 0700)))
            .statistics();

    assertThat(found.smallest()).isNull();
    assertThat(found.median()).isNull();
    assertThat(found.sizes()).isEmpty();
  }

  @Test
  void sumsUpTheExtensionsThatAreTooMany() throws Exception {
    VersionBuilder builder = new VersionBuilder(store);
    for (int i = 0; i < 130; i++) {
      builder.file("f.e" + i, new byte[i + 1]);
    }

    List<Extension> extensions = survey(builder).statistics().extensions();

    assertThat(extensions).hasSize(101).startsWith(new Extension("e129", 1, 130));
    assertThat(extensions.get(100)).isEqualTo(new Extension("*", 30, 30 * 31 / 2));
  }

  @Test
  void picksTheFirstOfEachKind() throws Exception {
    VersionBuilder builder = new VersionBuilder(store).file("z.png", new byte[1]);
    for (int i = 0; i < 12; i++) {
      builder.file(String.format("t%02d.csv", i), new byte[i]).file("n" + i + ".txt", new byte[1]);
    }

    List<Survey.Picked> picked = survey(builder).automatic();

    assertThat(picked).hasSize(11);
    assertThat(picked.get(9))
        .isEqualTo(new Survey.Picked("t09.csv", 9, Digest.of(new byte[9]).hex(), "table"));
    assertThat(picked.get(10).path()).isEqualTo("z.png");
  }

  @ParameterizedTest
  @CsvSource({
    "a.tar.gz,tar.gz",
    "a.gz,gz",
    ".profile,''",
    "a.,''",
    "a,''",
    "A.B.Jpg,jpg",
    "a.longer-than-any-end,''",
    ".x.gz,gz"
  })
  void knowsTheEndsOfNames(String name, String extension) {
    assertThat(Surveying.extension(name)).isEqualTo(extension);
  }

  private static Survey survey(VersionBuilder builder) throws Exception {
    TestVersion version = builder.seal();
    Path store = Path.of(java.net.URI.create(version.domain().store()));
    return Surveying.of(new Manifest(new StorePacks(new FileObjectStore(store)), version.root()));
  }
}
