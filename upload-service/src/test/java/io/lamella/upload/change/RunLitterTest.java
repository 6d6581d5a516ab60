package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.store.ObjectStore;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.pack.Stores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RunLitterTest {
  private final TestVersion version = TestVersion.fresh();
  @Inject RunLitter litter;
  @Inject Stores stores;

  @Test
  void keepsTheContentOfAClosedDraftForAMonth() throws IOException {
    // Given
    String object = registerLongRun();
    close("29 days");
    litter.clean();
    assertThat(store().stat(object)).isPresent();

    // When
    close("31 days");
    litter.clean();
    TestRows.change(
        "UPDATE run_litter SET after = now() - interval '1 second' WHERE object = $1", object);
    litter.clean();

    // Then
    assertThat(TestRows.count("draft WHERE version = $1", version.id())).isZero();
    assertThat(TestRows.count("draft_run WHERE version = $1", version.id())).isZero();
    assertThat(store().stat(object)).isEmpty();
  }

  @Test
  void leavesRunsOfOpenDrafts() throws IOException {
    String object = registerLongRun();

    litter.clean();

    assertThat(store().stat(object)).isPresent();
  }

  @Test
  void aStoreThatIsNoneDoesNotStopTheOthers() {
    // Given
    for (String store : List.of("nosuch:/away", TestVersion.store())) {
      TestRows.change(
          "INSERT INTO run_litter (object, store, after) VALUES ($1, $2, now() - interval '1 s')",
          "runs/" + (store.startsWith("nosuch") ? "a/" : "b/") + version.id(),
          store);
    }

    // When
    litter.clean();

    // Then
    assertThat(TestRows.count("run_litter WHERE object LIKE $1", "runs/b/" + version.id()))
        .isZero();
    TestRows.change("DELETE FROM run_litter WHERE object = $1", "runs/a/" + version.id());
  }

  private String registerLongRun() {
    TestPack pack = TestPack.random(2, 1_000);
    pack.put(version);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Digest claimed = Digest.of(TestPack.random(8));
      changes.add(new Change.Put(pack.file(version, "f" + i, claimed)));
    }
    TestPack.register(version, TestPack.run(changes)).as(RunAccepted.class);
    return TestRows.query("SELECT object FROM draft_run WHERE version = $1", version.id())
        .get(0)
        .getString("object");
  }

  private void close(String ago) {
    TestRows.change(
        "UPDATE draft SET state = 'CLOSED', closed = now() - $2::text::interval WHERE version = $1",
        version.id(),
        ago);
  }

  private ObjectStore store() throws IOException {
    return stores.open(TestVersion.store());
  }
}
