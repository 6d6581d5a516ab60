package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.PutMode;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class AbandonedPacksTest {
  @Inject AbandonedPacks abandoned;
  @Inject Stores stores;

  @Test
  void removesWhatWasBegunAndNeverEnded() throws IOException {
    // Given: a process that died between the object and its row's last change
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);
    String key = version.pack(pack.index().id()).key();
    ObjectStore store = stores.open(TestVersion.store());
    store.put(key, ByteBuffer.wrap(pack.bytes()), PutMode.IF_ABSENT);
    insertWriting(version, pack, "now() - interval '1 second'");

    // When
    abandoned.clean();

    // Then
    assertThat(store.stat(key)).isEmpty();
    assertThat(rows(version)).isZero();
  }

  @Test
  void aStoreThatIsAwayDoesNotStopTheOthers() {
    // Given
    TestVersion away = TestVersion.fresh();
    insertWriting(away, TestPack.random(1, 1_000), "now() - interval '1 second'");
    TestRows.change(
        "UPDATE pack SET store = 'file:///dev/null/away' WHERE domain = $1",
        Columns.domain(away.domain()));
    TestVersion version = TestVersion.fresh();
    insertWriting(version, TestPack.random(1, 1_000), "now() - interval '1 second'");

    // When
    abandoned.clean();

    // Then
    assertThat(rows(version)).isZero();
    assertThat(rows(away)).isEqualTo(1);
    TestRows.change("DELETE FROM pack WHERE domain = $1", Columns.domain(away.domain()));
  }

  @Test
  void leavesWhatIsBeingWritten() {
    TestVersion version = TestVersion.fresh();
    insertWriting(version, TestPack.random(1, 1_000), "now() + interval '1 minute'");

    abandoned.clean();

    assertThat(rows(version)).isEqualTo(1);
  }

  private static void insertWriting(TestVersion version, TestPack pack, String until) {
    TestRows.change(
        "INSERT INTO pack (domain, id, generation, store, kind, state, owner, until) VALUES ($1,"
            + " $2, 0, $3, 'CONTENT', 'WRITING', $1, "
            + until
            + ")",
        Columns.domain(version.domain()),
        Columns.digest(pack.index().id()),
        TestVersion.store());
  }

  private static long rows(TestVersion version) {
    return TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain()));
  }
}
