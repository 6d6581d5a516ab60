package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.sdk.clearml.ClearmlDataset.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearmlFolderTest {
  @TempDir Path temp;

  @Test
  void datasetsAreFoundAsTheFileServerKeepsThem() throws IOException {
    ClearmlStore store = new ClearmlStore(temp.resolve("fileserver"));
    WrittenDataset dataset = store.create("vision/raw", "my frames.v2", "1.0.0");
    dataset.add("a.txt", "a").add("b.txt", "b").upload(1).close();

    List<ClearmlDataset> found = new ClearmlFolder(store.root()).datasets();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).id()).isEqualTo(dataset.id());
    assertThat(found.get(0).project()).isEqualTo("vision/raw");
    assertThat(found.get(0).name()).isEqualTo("my frames.v2");
    assertThat(found.get(0).number()).isNull();
    assertThat(found.get(0).standing()).isEqualTo(Standing.FINAL);
    assertThat(found.get(0).archives())
        .extracting(ClearmlArtifact::key)
        .containsExactly("data", "data_001");
  }

  @Test
  void whatOnlyTheDatabaseKnowsIsReadFromATaskBesideIt() throws IOException {
    ClearmlStore store = new ClearmlStore(temp);
    WrittenDataset dataset = store.create("vision", "frames", "2.1.0").add("a.txt", "a").upload(1);
    dataset.tag("gold").describe("the best").publish().archiveIt();
    store.writeTasks();

    ClearmlDataset found = new ClearmlFolder(temp).datasets().get(0);

    assertThat(found.number()).isEqualTo("2.1.0");
    assertThat(found.tags()).containsExactly("gold");
    assertThat(found.description()).isEqualTo("the best");
    assertThat(found.standing()).isEqualTo(Standing.PUBLISHED);
    assertThat(found.archived()).isTrue();
    assertThat(found.user()).isEqualTo("Ada");
    assertThat(found.project()).isEqualTo("vision");
  }

  @Test
  void oneWithFilesThatWaitForTheirUploadIsStillOpen() throws IOException {
    ClearmlStore store = new ClearmlStore(temp);
    store.create("p", "d", "1.0.0").add("a.txt", "a");

    assertThat(new ClearmlFolder(temp).datasets())
        .singleElement()
        .satisfies(dataset -> assertThat(dataset.standing()).isEqualTo(Standing.OPEN));
  }

  @Test
  void aStateWithZipsBesideItIsADatasetToo() throws IOException {
    ClearmlStore store = new ClearmlStore(temp.resolve("store"));
    WrittenDataset dataset =
        store.create("p", "d", "1.0.0").add("a.txt", "a").add("b.txt", "b").upload(1).close();
    Path loose = Files.createDirectories(temp.resolve("loose/old project/saved"));
    Files.copy(dataset.artifact("state"), loose.resolve("state.json"));
    Files.copy(dataset.artifact("data"), loose.resolve("data.zip"));
    Files.copy(dataset.artifact("data_001"), loose.resolve("dataset.second.zip"));

    ClearmlDataset found = new ClearmlFolder(temp.resolve("loose")).datasets().get(0);

    assertThat(found.id()).isEqualTo(dataset.id());
    assertThat(found.project()).isEqualTo("old project");
    assertThat(found.name()).isEqualTo("saved");
    assertThat(found.archives()).hasSize(2);
  }

  @Test
  void anUnreadableStateIsADatasetThatCannotBeRead() throws IOException {
    ClearmlStore store = new ClearmlStore(temp);
    WrittenDataset dataset = store.create("p", "d", "1.0.0").add("a.txt", "a").upload(1).close();
    Files.writeString(dataset.artifact("state"), "{\"dataset_file");

    assertThat(new ClearmlFolder(temp).datasets())
        .extracting(ClearmlDataset::id)
        .containsExactly(dataset.id());
  }
}
