package io.lamella.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Part;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.lamella.contracts.rest.UseView;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.sdk.DatasetVersion;
import io.lamella.sdk.GetVersion;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.NewVersion;
import io.lamella.sdk.clearml.ClearmlFolder;
import io.lamella.sdk.clearml.ClearmlImport.Wish;
import io.lamella.sdk.clearml.Outcome;
import io.lamella.sdk.compare.Comparison;
import io.lamella.sdk.contents.Portion;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.link.LackingLinksException;
import io.lamella.sdk.metadata.MetadataTable;
import io.lamella.sdk.offline.OfflineDraft;
import io.lamella.sdk.offline.OfflineImport;
import io.lamella.sdk.report.Reports;
import io.lamella.sdk.run.Run;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.version.DeleteWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program does with the SDK. {@code docs/sdk.md} shows these examples: what lies between the
 * two lines of each stands there word for word.
 */
class SdkIT {
  @TempDir Path folder;
  private LamellaClient lamella;
  private Path frames;

  @BeforeEach
  void connect() throws IOException {
    lamella = client(Stack.shared().url(), folder.resolve("home"));
    frames = Files.createDirectories(folder.resolve("frames"));
    Files.createDirectories(frames.resolve("logs"));
    Files.writeString(frames.resolve("a.jpg"), "a");
    Files.writeString(frames.resolve("b.jpg"), "bb");
    Files.writeString(frames.resolve("logs/today.log"), "noise");
  }

  private static LamellaClient client(URI server, Path home) {
    // example: connect
    LamellaClient lamella = new LamellaClient(server, null, new LamellaHome(home));
    // end
    return lamella;
  }

  @Test
  void filesGoInAndComeBack() throws IOException {
    // example: files
    DatasetVersion draft = lamella.create(NewVersion.of("sdk", "files").message("first frames"));
    draft.addFiles(frames);
    draft.removeFiles("logs/");
    boolean dirty = draft.isDirty();
    DatasetVersion version = draft.finalizeVersion().publish();
    Path shared = version.localCopy();
    Path mine = version.mutableLocalCopy(folder.resolve("mine"));
    // end

    assertThat(dirty).isTrue();
    assertThat(version.isFinal()).isTrue();
    assertThat(version.isDirty()).isFalse();
    assertThat(version).hasToString("sdk/files@1.0.0");
    assertThat(version.view().message()).isEqualTo("first frames");
    assertThat(shared.resolve("b.jpg")).hasContent("bb");
    assertThat(shared.resolve("logs")).doesNotExist();
    assertThat(Folders.content(mine)).isEqualTo(Folders.content(shared));
    assertThat(lamella.version("sdk/files@published").id()).isEqualTo(version.id());
    assertThatThrownBy(() -> version.addFiles(frames))
        .isInstanceOf(LamellaException.class)
        .hasMessageContainingAll("is PUBLISHED", "writableCopy");
  }

  @Test
  void aChildSaysWhatItChanged() throws IOException {
    DatasetVersion first = version("changes");

    // example: changes
    DatasetVersion child = first.writableCopy();
    Files.writeString(frames.resolve("a.jpg"), "A");
    Files.writeString(frames.resolve("c.jpg"), "ccc");
    Files.delete(frames.resolve("b.jpg"));
    child.syncFolder(frames);
    child.finalizeVersion();
    List<String> added;
    try (Stream<String> paths = child.listAdded()) {
      added = paths.toList();
    }
    List<Comparison.Difference> differences = new ArrayList<>();
    Comparison.Summary summary = child.compare(first, differences::add);
    // end

    assertThat(added).containsExactly("c.jpg");
    try (Stream<String> modified = child.listModified();
        Stream<String> removed = child.listRemoved();
        Stream<String> all = child.listFiles();
        Stream<Entry.File> entries = child.fileEntries();
        Stream<Entry.Link> links = child.linkEntries()) {
      assertThat(modified).containsExactly("a.jpg");
      assertThat(removed).containsExactly("b.jpg");
      assertThat(all).containsExactly("a.jpg", "c.jpg", "logs/today.log");
      assertThat(entries.mapToLong(Entry.File::size).sum()).isEqualTo(9);
      assertThat(links).isEmpty();
    }
    assertThat(summary).isEqualTo(new Comparison.Summary(1, 1, 1, 0));
    assertThat(differences).hasSize(3);
    assertThat(child.dependencyGraph())
        .containsExactly(
            Map.entry(child.id(), List.of(first.id())), Map.entry(first.id(), List.of()));
    assertThat(child.numChunks()).isEqualTo(2);
    assertThat(first.numChunks()).isEqualTo(3);
    assertThat(child.defaultStorage()).isEqualTo(first.defaultStorage()).startsWith("file:");
  }

  @Test
  void chosenFilesGoIntoAFolderAndPartsComeOut() throws IOException {
    // example: parts
    DatasetVersion version = lamella.create(NewVersion.of("sdk", "parts"));
    version.addFiles(
        AddRequest.of(List.of(frames.toString())).into("train").only(List.of("*.jpg"), List.of()));
    version.finalizeVersion();
    Portion second = Portion.ALL.part(new Part(1, 2, Part.Balance.FILES));
    Path part = version.mutableLocalCopy(folder.resolve("part"), second);
    // end

    Path other = version.localCopy(Portion.ALL.part(new Part(0, 2, Part.Balance.FILES)));
    assertThat(Stream.of(part, other).flatMap(copy -> paths(copy).stream()))
        .containsExactlyInAnyOrder("train/a.jpg", "train/b.jpg");
    assertThat(version.verify(other)).hasSize(1);
  }

  private static List<String> paths(Path copy) {
    try (Stream<Path> files = Files.walk(copy)) {
      return files.filter(Files::isRegularFile).map(f -> copy.relativize(f).toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatLiesElsewhereIsLinkedToAndCheckedWhenItIsFetched() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels.csv"), "cat,dog");

    // example: links
    DatasetVersion version = lamella.create(NewVersion.of("sdk", "links"));
    version.addLinks(labels.toUri());
    Path copy = version.finalizeVersion().localCopy();
    // end

    assertThat(copy.resolve("labels.csv")).hasContent("cat,dog");
    try (Stream<Entry.Link> links = version.linkEntries()) {
      assertThat(links).extracting(Entry.Link::uri).containsExactly(labels.toUri().toString());
    }
    Files.writeString(labels, "dog,cat");
    assertThat(version.verify(copy)).isEmpty();
    LamellaClient elsewhere = client(Stack.shared().url(), folder.resolve("other"));
    assertThatThrownBy(() -> elsewhere.version(version.view()).localCopy())
        .isInstanceOf(LackingLinksException.class)
        .hasMessageContainingAll("labels.csv", "link-changed");
  }

  @Test
  void filesBecomeObjectsElsewhere() throws IOException {
    URI place = folder.resolve("bucket").toUri();

    // example: objects
    DatasetVersion version = lamella.create(NewVersion.of("sdk", "objects"));
    version.addAsObjects(place, frames);
    version.finalizeVersion();
    // end

    assertThat(Folders.content(folder.resolve("bucket"))).isEqualTo(Folders.content(frames));
    assertThat(Folders.content(version.localCopy())).isEqualTo(Folders.content(frames));
    try (Stream<Entry.Link> links = version.linkEntries()) {
      assertThat(links).hasSize(3);
    }
  }

  @Test
  void oneCallFindsAVersionOrMakesWhatIsMissing() throws IOException {
    DatasetVersion first = version("get");
    first.addTags("gold");

    // example: get
    DatasetVersion gold = lamella.get(GetVersion.of("sdk", "get").tags("gold").onlyCompleted());
    DatasetVersion draft = lamella.get(GetVersion.of("sdk", "get").writableCopy());
    DatasetVersion fresh = lamella.get(GetVersion.of("sdk", "fresh").autoCreate());
    // end

    assertThat(gold.id()).isEqualTo(first.id());
    assertThat(draft.view().parents()).extracting(VersionLink::id).containsExactly(first.id());
    assertThat(fresh.view().number()).isEqualTo("1.0.0");
    assertThat(lamella.get(GetVersion.of("sdk", "get").orUnfinished()).id()).isEqualTo(first.id());
    GetVersion unfinished = GetVersion.of("sdk", "fresh").orUnfinished();
    assertThat(lamella.get(unfinished).id()).isEqualTo(fresh.id());
    assertThat(lamella.get(unfinished.autoCreate()).id()).isEqualTo(fresh.id());
    assertThatThrownBy(() -> lamella.get(GetVersion.of(draft.id()).onlyCompleted()))
        .isInstanceOf(LamellaException.class)
        .hasMessageContaining("not finished");
    assertThatThrownBy(() -> lamella.get(GetVersion.of("sdk", "get").onlyPublished()))
        .isInstanceOf(LamellaException.class);
    assertThatThrownBy(() -> lamella.get(GetVersion.of("sdk/get").tags("gold")))
        .isInstanceOf(IllegalArgumentException.class);
    first.archive();
    assertThatThrownBy(() -> lamella.get(GetVersion.of("sdk", "get").version("1.0.0")))
        .isInstanceOf(LamellaException.class);
    GetVersion archived = GetVersion.of("sdk", "get").includeArchived();
    assertThat(lamella.get(archived).id()).isEqualTo(first.id());
    GetVersion overridden =
        GetVersion.of("sdk", "nothing")
            .alias("train")
            .overridable()
            .run(new Run("r", null))
            .environment(Map.of("LAMELLA_OVERRIDE_TRAIN", first.id().toString()));
    assertThat(lamella.get(overridden).id()).isEqualTo(first.id());
    try (Stream<UseView> uses = first.usedBy()) {
      assertThat(uses).singleElement().matches(UseView::overridden);
    }
  }

  @Test
  void aVersionTellsWhatAnotherOneBrought() throws IOException {
    DatasetVersion first = version("brought");
    DatasetVersion second = first.writableCopy();
    Files.writeString(frames.resolve("a.jpg"), "A");
    second.addFiles(frames.resolve("a.jpg"));
    second.finalizeVersion();

    try (Stream<String> old = second.listFiles(first.id());
        Stream<String> own = second.listFiles(second.id())) {
      assertThat(old).containsExactly("b.jpg", "logs/today.log");
      assertThat(own).containsExactly("a.jpg");
    }
  }

  @Test
  void whatIsSaidAndReportedIsReadAgain() throws IOException {
    DatasetVersion version = version("reports");
    Path plot = Files.write(folder.resolve("plot.gif"), "GIF89a...".getBytes(UTF_8));

    // example: reports
    Reports reports = version.reports();
    reports.table("classes", "train", List.of("class", "frames"), List.of(List.of("cat", 3)));
    reports.histogram("sizes", "train", List.of("small", "large"), List.of(2.0, 1.0));
    reports.scalar("loss", "train", 1, 0.5);
    reports.scalar("loss", "train", 2, 0.25);
    reports.value("duplicates", 0);
    reports.image("samples", "train", 0, plot);
    version.log("two frames look alike");
    List<String> titles;
    try (Stream<ReportView> all = reports.list()) {
      titles = all.map(ReportView::title).toList();
    }
    // end

    assertThat(titles).containsExactly("Summary", "classes", "loss", "samples", "sizes");
    try (Stream<ReportView> loss = reports.list("loss")) {
      assertThat(loss.flatMap(report -> report.points().stream()))
          .containsExactly(new ScalarPoint(1, 0.5), new ScalarPoint(2, 0.25));
    }
    try (Stream<ReportView> samples = reports.list("samples")) {
      ReportView image = samples.findFirst().orElseThrow();
      assertThat(reports.content(image)).isEqualTo(Files.readAllBytes(plot));
      reports.delete(image);
    }
    try (Stream<ReportView> samples = reports.list("samples");
        Stream<LogLine> lines = version.logLines()) {
      assertThat(samples).isEmpty();
      assertThat(lines.toList())
          .last()
          .extracting(LogLine::source, LogLine::text)
          .containsExactly("client", "two frames look alike");
    }
  }

  @Test
  void whatIsSaidAboutAVersionChangesAndItsContentDoesNot() throws IOException {
    DatasetVersion version = version("words");
    String digest = version.view().digest();

    // example: words
    version.setDescription("Frames of the north gate").addTags("night", "raw");
    version.setMetadata("cameras", 4).setMetadata("state", "anything").setMetadata("old", 1);
    version.removeMetadata("old").removeTags("raw").moveTag("prod");
    MetadataTable cameras = MetadataTable.ofCsv("camera,gate\nc1,north\nc2,south\n");
    version.setMetadataTable("table", cameras);
    // end

    DatasetVersion again = lamella.version("sdk/words@prod");
    assertThat(again.id()).isEqualTo(version.id());
    assertThat(again.view().description()).isEqualTo("Frames of the north gate");
    assertThat(again.metadataTable("table").toCsv()).isEqualTo("camera,gate\nc1,north\nc2,south\n");
    assertThat(again.removeMetadata("table").metadata())
        .isEqualTo(Map.of("cameras", 4, "state", "anything"));
    assertThat(again.tags()).containsExactlyInAnyOrder("night", "prod");
    assertThat(again.view().digest()).isEqualTo(digest);
  }

  @Test
  void aRunIsRememberedForWhatItUsed() throws IOException {
    DatasetVersion version = version("used");
    DatasetVersion other = version.writableCopy().finalizeVersion();
    Map<String, String> environment = Map.of("LAMELLA_OVERRIDE_TRAIN", "sdk/used@1.0.0");

    // example: runs
    DatasetVersion used =
        lamella.use("sdk/used", "train", new Run("experiment-7", null), environment);
    // end

    assertThat(other.view().number()).isEqualTo("1.0.1");
    assertThat(used.id()).isEqualTo(version.id());
    try (Stream<UseView> uses = used.usedBy()) {
      assertThat(uses.toList())
          .singleElement()
          .satisfies(
              use -> {
                assertThat(use.run()).isEqualTo("experiment-7");
                assertThat(use.alias()).isEqualTo("train");
                assertThat(use.overridden()).isTrue();
              });
    }
  }

  @Test
  void versionsAreGivenUpMergedHiddenAndDeleted() throws IOException {
    DatasetVersion first = version("life");

    // example: life
    DatasetVersion left = lamella.create(NewVersion.on(first));
    left.removeFiles("a.jpg");
    left.abort().resume().finalizeVersion();
    DatasetVersion right = lamella.create(NewVersion.on(first));
    right.removeFiles("b.jpg");
    right.finalizeVersion();
    DatasetVersion both = lamella.create(NewVersion.on(left, right)).finalizeVersion();
    DatasetVersion alone =
        lamella.create(NewVersion.squashed("sdk", "alone", left, right)).finalizeVersion();
    both.archive().unarchive();
    alone.delete(new DeleteWish(false, false, false, false));
    // end

    try (Stream<String> files = both.listFiles()) {
      assertThat(files).containsExactly("logs/today.log");
    }
    assertThat(both.view().parents()).hasSize(2);
    assertThat(alone.view().parents()).isEmpty();
    assertThat(alone.view().digest()).isEqualTo(both.view().digest());
    assertThatThrownBy(() -> lamella.version("sdk/alone")).isInstanceOf(LamellaException.class);
  }

  @Test
  void whatACutOffAddLeftIsGoneOnWith() throws IOException {
    DatasetVersion version = lamella.create(NewVersion.of("sdk", "cut-off"));
    Folders.random(frames.resolve("new.bin"), 100_000, 77);
    TransferProgress cutOff =
        new TransferProgress() {
          @Override
          public void read(long bytes) {
            throw new CancellationException("cut off");
          }
        };
    AddRequest request = AddRequest.of(List.of(frames.toString()));
    assertThatThrownBy(() -> version.addFiles(request, cutOff)).hasMessageContaining("cut off");
    try (Stream<String> files = version.listFiles()) {
      assertThat(files).isEmpty();
    }

    // example: upload
    long sent = version.upload();
    // end

    assertThat(sent).isPositive();
    assertThat(version.upload()).isZero();
    version.finalizeVersion();
    assertThat(Folders.content(version.localCopy())).isEqualTo(Folders.content(frames));
  }

  @Test
  void whatWasMadeOfflineIsImportedOnceThoughItIsCutOff() throws IOException {
    Folders.random(frames.resolve("offline.bin"), 100_000, 78);
    OfflineDraft cutOff = NewVersion.of("sdk", "offline").offline(folder.resolve("cut-off"));
    cutOff.add(AddRequest.of(List.of(frames.toString())));
    cutOff.close();
    TransferProgress broken =
        new TransferProgress() {
          @Override
          public void read(long bytes) {
            throw new CancellationException("cut off");
          }
        };
    assertThatThrownBy(() -> lamella.imports().run(cutOff, DraftFiles.READERS, broken))
        .hasMessageContaining("cut off");
    OfflineImport.Imported again =
        lamella.imports().run(cutOff, DraftFiles.READERS, TransferProgress.NONE);

    // example: offline
    OfflineDraft trip = NewVersion.of("sdk", "trip").offline(folder.resolve("trip"));
    trip.add(AddRequest.of(List.of(frames.toString())));
    trip.close();
    OfflineImport.Imported imported =
        lamella.imports().run(trip, DraftFiles.READERS, TransferProgress.NONE);
    DatasetVersion version = lamella.version(imported.version()).finalizeVersion();
    // end

    assertThat(again.version().number()).isEqualTo("1.0.0");
    DatasetVersion first = lamella.version(again.version()).finalizeVersion();
    assertThat(Folders.content(first.localCopy())).isEqualTo(Folders.content(frames));
    assertThat(version.view().digest()).isEqualTo(first.view().digest());
  }

  @Test
  void looksIntoFiles() throws IOException {
    Files.writeString(frames.resolve("labels.csv"), "frame,label\na.jpg,cat\n");
    DatasetVersion version = version("previews");

    // example: previews
    PreviewView labels = version.preview("labels.csv");
    List<PreviewView> all = version.previews();
    VersionStatistics numbers = version.statistics();
    // end

    assertThat(labels.preview().table().rows()).containsExactly(List.of("a.jpg", "cat"));
    assertThat(all.stream().map(PreviewView::path)).containsExactly("a.jpg", "b.jpg", "labels.csv");
    assertThat(numbers.files()).isEqualTo(4);
    assertThat(numbers.extensions().stream().map(VersionStatistics.Extension::name))
        .containsExactlyInAnyOrder("csv", "jpg", "log");
    assertThat(version.preview("a.jpg").failure()).isEqualTo("not-readable");
    assertThatThrownBy(() -> version.thumbnail("a.jpg"))
        .isInstanceOf(LamellaException.class)
        .hasMessageContaining("not-readable");
  }

  @Test
  void datasetsOfClearmlComeHere() throws IOException {
    Path fileserver = folder.resolve("fileserver");
    WrittenDataset dataset = new ClearmlStore(fileserver).create("sdk", "clearml", "1.0.0");
    dataset.add("a.jpg", "a").upload(1).close();
    String id = dataset.id();

    // example: clearml
    List<Outcome> outcomes = new ArrayList<>();
    lamella
        .clearml()
        .run(new ClearmlFolder(fileserver), Wish.ALL, TransferProgress.NONE, outcomes::add);
    boolean whole = outcomes.stream().allMatch(Outcome::isWhole);
    DatasetVersion version = lamella.version(id);
    // end

    assertThat(whole).isTrue();
    assertThat(version.isFinal()).isTrue();
    assertThat(version.localCopy().resolve("a.jpg")).hasContent("a");
  }

  @Test
  void datasetsAreFoundRenamedMovedAndDeleted() throws IOException {
    DatasetVersion before = version("named");

    // example: datasets
    DatasetView dataset =
        lamella.datasets().search("sdk", true, "named", false, List.of()).findFirst().orElseThrow();
    lamella.datasets().rename(dataset.id(), "renamed");
    lamella.datasets().move(dataset.id(), "sdk/moved");
    DatasetVersion version = lamella.version("sdk/moved/renamed");
    lamella.datasets().delete(dataset.id(), new DeleteWish(true, false, false, false));
    // end

    assertThat(version.id()).isEqualTo(before.id());
    assertThatThrownBy(() -> lamella.version("sdk/moved/renamed"))
        .isInstanceOf(LamellaException.class);
    lamella.datasets().restore(dataset.id(), false);
    assertThat(lamella.version("sdk/moved/renamed").id()).isEqualTo(before.id());
  }

  /** The page shows what is tested here, and nothing else. */
  @Test
  void thePageShowsTheseExamples() throws IOException {
    List<String> shown = new ArrayList<>();
    String page = Files.readString(Project.TOP.resolve("docs/sdk.md"));
    for (String block : page.split("```java\n")) {
      if (block.contains("\n```")) {
        shown.add(block.substring(0, block.indexOf("```")));
      }
    }
    assertThat(shown).isNotEmpty().containsExactlyInAnyOrderElementsOf(examples());
  }

  private static List<String> examples() throws IOException {
    String source =
        Files.readString(
            Project.TOP.resolve("tests/acceptance/src/test/java/io/lamella/acceptance/SdkIT.java"));
    List<String> examples = new ArrayList<>();
    for (String part : source.split("    // example: [a-z]+\n")) {
      int end = part.indexOf("    // end\n");
      if (end >= 0) {
        examples.add(part.substring(0, end).indent(-4));
      }
    }
    return examples;
  }

  private DatasetVersion version(String name) throws IOException {
    DatasetVersion draft = lamella.create(NewVersion.of("sdk", name));
    draft.addFiles(frames);
    return draft.finalizeVersion();
  }
}
