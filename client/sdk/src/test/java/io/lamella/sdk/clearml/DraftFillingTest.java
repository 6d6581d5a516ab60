package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.link.WebServer;
import io.lamella.sdk.transfer.DraftServer;
import io.lamella.sdk.transfer.TransferProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft comes to hold what the state of a dataset lists, and nothing that is not as it says. */
class DraftFillingTest {
  @TempDir Path temp;
  private ClearmlStore store;
  private DraftServer server;

  @BeforeEach
  void start() throws IOException {
    store = new ClearmlStore(temp.resolve("store"));
    server = new DraftServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void filesOfAllArchivesCome() throws IOException {
    WrittenDataset dataset = store.create("p", "d", "1.0.0");
    for (int i = 0; i < 7; i++) {
      dataset.add("f/" + i + ".txt", "text " + i);
    }
    dataset.add("empty", "").upload(3).close();

    Problems problems = fill(dataset);

    assertThat(problems.named()).isEmpty();
    assertThat(held()).isEqualTo(listed(dataset));
  }

  @Test
  void whatIsThereIsNotReadAgainAndWhatShouldNotBeGoes() throws IOException {
    WrittenDataset parent =
        store.create("p", "d", "1.0.0").add("a", "a").add("b", "b").add("c", "c").upload(9).close();
    WrittenDataset child = store.create("p", "d", "1.0.1", parent).remove("a").add("b", "other");
    child.upload(9).close();
    fill(parent);
    Files.delete(parent.artifact("data"));

    Problems problems = fill(child);

    assertThat(problems.named()).isEmpty();
    assertThat(held()).isEqualTo(listed(child)).containsOnlyKeys("b", "c");
  }

  @Test
  void aChildComesWithoutItsParentFromTheArchivesThatBothHave() throws IOException {
    WrittenDataset parent =
        store.create("p", "d", "1.0.0").add("a", "a").add("b", "b").upload(1).close();
    WrittenDataset child = store.create("p", "d", "1.0.1", parent).add("c", "c").upload(1).close();

    assertThat(fill(child).named()).isEmpty();
    assertThat(held()).isEqualTo(listed(child));
  }

  @Test
  void whatIsMissingOrOtherwiseIsNamedAndNeverPut() throws IOException {
    WrittenDataset dataset = store.create("p", "d", "1.0.0");
    dataset.add("good", "good").add("gone", "gone").add("other", "other").add("longer", "longer");
    dataset.upload(9).close();
    Map<String, byte[]> archive = new LinkedHashMap<>();
    archive.put("good", bytes("good"));
    archive.put("other", bytes("OTHER"));
    archive.put("longer", bytes("longer and longer"));
    WrittenDataset.zip(dataset.artifact("data"), archive);

    Problems problems = fill(dataset);

    assertThat(problems.summary()).isEqualTo("2 changed, 1 missing");
    assertThat(problems.named())
        .extracting(ImportProblem::path)
        .containsExactlyInAnyOrder("gone", "other", "longer");
    assertThat(held()).containsOnlyKeys("good");
  }

  @Test
  void anArchiveThatIsGoneOrDamagedIsNamedWithTheFilesItHad() throws IOException {
    WrittenDataset dataset =
        store.create("p", "d", "1.0.0").add("a", "a").add("b", "b").add("c", "c").upload(1).close();
    Files.delete(dataset.artifact("data"));
    Files.write(dataset.artifact("data_001"), bytes("no zip"));

    Problems problems = fill(dataset);

    assertThat(problems.summary()).isEqualTo("1 archive-damaged, 1 archive-missing, 2 missing");
    assertThat(held()).containsOnlyKeys("c");
  }

  @Test
  void aHostileArchiveIsNamedAndItsGoodFilesCome() throws IOException {
    WrittenDataset dataset = store.create("p", "d", "1.0.0").add("a", "a").upload(1).close();
    Map<String, byte[]> archive = new LinkedHashMap<>();
    archive.put("../evil", bytes("evil"));
    archive.put("a", bytes("a"));
    WrittenDataset.zip(dataset.artifact("data"), archive);

    Problems problems = fill(dataset);

    assertThat(problems.named())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.problem()).isEqualTo("hostile");
              assertThat(problem.detail()).contains("../evil");
            });
    assertThat(held()).containsOnlyKeys("a");
  }

  @Test
  void aStateWithPathsThatNoVersionCanHoldIsNamed() throws IOException {
    WrittenDataset dataset = store.create("p", "d", "1.0.0");
    dataset.add("../climbs", "1").add("/absolute", "2").add("a", "3").add("a/b", "4").upload(9);
    dataset.close();

    Problems problems = fill(dataset);

    assertThat(problems.named())
        .filteredOn(problem -> problem.problem().equals("invalid-path"))
        .extracting(ImportProblem::path)
        .containsExactlyInAnyOrder("../climbs", "/absolute", "a/b");
    assertThat(held()).containsOnlyKeys("a");
  }

  /** ClearML lists such a file and uploads no bytes of it. */
  @Test
  void aFileWithTheBytesOfAnotherComesFromThere() throws IOException {
    WrittenDataset dataset =
        store.create("p", "d", "1.0.0").add("a", "same").add("b", "same").upload(9).close();
    WrittenDataset.zip(dataset.artifact("data"), Map.of("a", bytes("same")));

    assertThat(fill(dataset).named()).isEmpty();
    assertThat(held()).isEqualTo(listed(dataset)).containsOnlyKeys("a", "b");
  }

  @Test
  void linksArePinnedAndThoseThatLeadNowhereAreNamed() throws IOException {
    try (WebServer web = new WebServer()) {
      web.put("/there.csv", "hello", "ETag", "\"1\"");
      web.put("/grown.csv", "hello and more", "ETag", "\"1\"");
      Path file = Files.writeString(temp.resolve("a file.txt"), "on disk");
      WrittenDataset dataset = store.create("p", "d", "1.0.0");
      dataset.link("l/there.csv", web.url("/there.csv"), 5);
      dataset.link("l/file", file.toString(), 7);
      dataset.link("l/grown.csv", web.url("/grown.csv"), 5);
      dataset.link("l/gone.csv", web.url("/gone.csv"), 5);
      dataset.link("l/bucket.csv", "s3://no bucket/x.csv", 5).close();

      Problems problems = fill(dataset);

      assertThat(problems.summary()).isEqualTo("1 link-changed, 2 link-missing");
      assertThat(server.entries())
          .hasSize(2)
          .allSatisfy(
              entry ->
                  assertThat(entry)
                      .isInstanceOfSatisfying(
                          Entry.Link.class,
                          link ->
                              assertThat(link.pin() != null || link.digest() != null).isTrue()));
    }
  }

  @Test
  void aComparisonNamesEveryDifference() throws IOException {
    WrittenDataset dataset =
        store.create("p", "d", "1.0.0").add("a", "a").add("b", "b").add("c", "c").upload(9).close();
    fill(dataset);
    List<LocalCopies.Problem> same = new ArrayList<>();
    long checked = compare(dataset, same);
    dataset.add("a", "A").remove("b").add("d", "d").upload(9);

    List<LocalCopies.Problem> different = new ArrayList<>();
    compare(dataset, different);

    assertThat(checked).isEqualTo(3);
    assertThat(same).isEmpty();
    assertThat(different)
        .extracting(problem -> problem.problem() + " " + problem.path())
        .containsExactly("changed a", "extra b", "missing d");
  }

  private long compare(WrittenDataset dataset, List<LocalCopies.Problem> problems)
      throws IOException {
    return new ClearmlComparison(new ClearmlFolder(store.root()))
        .of(
            dataset.id(),
            server.client(temp.resolve("home")).contents(server.view()),
            problems::add);
  }

  private Problems fill(WrittenDataset dataset) throws IOException {
    ClearmlFolder source = new ClearmlFolder(store.root());
    Map<String, ClearmlDataset> known = new LinkedHashMap<>();
    source.datasets().forEach(each -> known.put(each.id(), each));
    LamellaClient client = server.client(temp.resolve("home"));
    Problems problems = new Problems();
    new DraftFilling(
            client.contents(server.view()),
            client.draft(server.view()),
            client.files(server.view()),
            client.links(),
            new Archives(source, known),
            TransferProgress.NONE)
        .fill(dataset.id(), DatasetState.read(dataset.artifact("state")), problems);
    return problems;
  }

  private Map<String, Digest> held() {
    Map<String, Digest> held = new TreeMap<>();
    for (Entry entry : server.entries()) {
      if (entry instanceof Entry.File file) {
        held.put(file.path().toString(), file.digest());
      }
    }
    return held;
  }

  private static Map<String, Digest> listed(WrittenDataset dataset) {
    Map<String, Digest> listed = new TreeMap<>();
    dataset.content().forEach((path, content) -> listed.put(path, Digest.of(content)));
    return listed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
