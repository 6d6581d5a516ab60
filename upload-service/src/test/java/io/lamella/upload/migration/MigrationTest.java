package io.lamella.upload.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.pack.PackRef;
import io.lamella.content.store.FileObjectStore;
import io.lamella.content.store.ObjectStore;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.MigrationProgressed;
import io.lamella.contracts.event.MigrationRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MigrationTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path folder;
  @Inject OldCopies oldCopies;
  private ObjectStore from;
  private ObjectStore to;
  private String target;

  @BeforeEach
  void stores() {
    from = new FileObjectStore(Path.of(URI.create(TestVersion.store())));
    to = new FileObjectStore(folder.resolve("to"));
    target = folder.resolve("to").toUri().toString();
  }

  private MigrationProgressed migrate(TestVersion version, boolean keep) {
    UUID id = ask(version, target, keep);
    return told(id, true);
  }

  private static UUID ask(TestVersion version, String target, boolean keep) {
    UUID id = UUID.randomUUID();
    TestTopics.send(
        Topic.STORES,
        version.domain(),
        EventType.MIGRATION_REQUESTED,
        version.domain(),
        new MigrationRequested(id, version.domain(), target, keep));
    return id;
  }

  private static MigrationProgressed told(UUID id, boolean done) {
    return TestTopics.body(
        TestTopics.await(
            Topic.UPLOADS,
            r ->
                id.toString().equals(r.key())
                    && TestTopics.body(r, MigrationProgressed.class).done() == done),
        MigrationProgressed.class);
  }

  private static PackRef put(TestVersion version, TestPack pack) {
    assertThat(pack.put(version).status()).isEqualTo(201);
    return version.pack(pack.index().id());
  }

  private static void endGrace(TestVersion version) {
    TestRows.change(
        "UPDATE old_copy SET after = now() - interval '1 second' WHERE pack_no IN (SELECT pack_no"
            + " FROM pack WHERE domain = $1)",
        Columns.domain(version.domain()));
  }

  @Test
  void packsAreBroughtAndNewOnesGoThereToo() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack one = TestPack.random(3, 50_000);
    PackRef first = put(version, one);
    PackRef second = put(version, TestPack.random(2, 10_000));
    PackRef foreign = put(TestVersion.fresh(), TestPack.random(1, 1_000));

    // When
    MigrationProgressed done = migrate(version, false);
    TestPack late = TestPack.random(1, 1_000);
    PackRef third = put(version, late);

    // Then
    assertThat(done.packs()).isEqualTo(2);
    assertThat(done.moved()).isEqualTo(2);
    assertThat(done.movedBytes()).isEqualTo(done.bytes()).isGreaterThan(150_000);
    assertThat(to.stat(first.key())).isPresent();
    assertThat(to.stat(second.key())).isPresent();
    assertThat(to.stat(third.key())).isPresent();
    assertThat(from.stat(third.key())).isEmpty();
    assertThat(to.stat(foreign.key())).isEmpty();
    assertThat(one.put(version).status()).isEqualTo(200);
  }

  @Test
  void oldCopiesGoAfterTheirTermUnlessTheyAreKept() throws IOException {
    TestVersion moved = TestVersion.fresh();
    TestVersion kept = TestVersion.fresh();
    PackRef goes = put(moved, TestPack.random(1, 1_000));
    PackRef stays = put(kept, TestPack.random(1, 1_000));
    migrate(moved, false);
    migrate(kept, true);

    oldCopies.clean();
    assertThat(from.stat(goes.key())).isPresent();
    endGrace(moved);
    oldCopies.clean();

    assertThat(from.stat(goes.key())).isEmpty();
    assertThat(to.stat(goes.key())).isPresent();
    assertThat(from.stat(stays.key())).isPresent();
  }

  @Test
  void whatIsBroughtBackIsNotRemovedAsAnOldCopy() throws IOException {
    // Given: the old copy's term has ended
    TestVersion version = TestVersion.fresh();
    PackRef pack = put(version, TestPack.random(1, 1_000));
    migrate(version, false);
    endGrace(version);

    // When
    told(ask(version, TestVersion.store(), false), true);
    oldCopies.clean();

    // Then
    assertThat(from.stat(pack.key())).isPresent();
  }

  @Test
  void aDraftThatWasOpenBeforeIsSealedAndAChildIsBuiltOnIt() {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 40_000);
    put(version, pack);
    TestPack.register(version, TestPack.run(pack.small(version, "a")));

    // When
    migrate(version, false);
    endGrace(version);
    oldCopies.clean();
    TestVersion sealing = version.atEpoch(2);
    sealing.askSeal();
    VersionSealed sealed = sealing.awaitSealed();
    migrate(version, false);

    // Then: its ticket names the former store, as an old one does
    TestVersion child = version.child(sealed);
    child.open();
    TestPack more = TestPack.random(1, 1_000);
    put(child, more);
    TestPack.register(child, TestPack.run(more.small(child, "b")));
    TestVersion sealingChild = child.atEpoch(2);
    sealingChild.askSeal();
    assertThat(sealingChild.awaitSealed().files()).isEqualTo(2);
  }

  @Test
  void damageIsToldAndNotCopiedAndTheRestIsBrought() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack damaged = TestPack.random(1, 30_000);
    PackRef bad = put(version, damaged);
    PackRef good = put(version, TestPack.random(1, 1_000));
    Path file = from.localFile(bad.key()).orElseThrow();
    byte[] bytes = damaged.bytes().clone();
    bytes[100] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);

    // When
    UUID id = ask(version, target, false);

    // Then
    MigrationProgressed standing = told(id, false);
    assertThat(standing.problem()).contains(bad.key());
    assertThat(standing.moved()).isEqualTo(1);
    assertThat(to.stat(good.key())).isPresent();
    assertThat(to.stat(bad.key())).isEmpty();

    // When: it is whole again
    Files.delete(file);
    Files.write(file, damaged.bytes());
    TestRows.change("UPDATE migration SET not_before = now() WHERE id = $1", id);

    // Then
    assertThat(told(id, true).problem()).isNull();
    assertThat(to.stat(bad.key())).isPresent();
  }

  @Test
  void aPackThatIsBeingWrittenIsWaitedFor() throws IOException {
    // Given: its writer has a name for it and has not sent it yet
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(1, 1_000);
    PackRef ref = version.pack(pack.index().id());
    TestRows.change(
        "INSERT INTO pack (domain, id, generation, store, kind, state, owner, until) VALUES ($1,"
            + " $2, 0, $3, 'CONTENT', 'WRITING', $1, now() + interval '1 minute')",
        Columns.domain(version.domain()),
        Columns.digest(ref.id()),
        TestVersion.store());

    // When
    UUID id = ask(version, target, false);
    assertThat(told(id, false).done()).isFalse();
    put(version, pack);

    // Then: it was written where its row said, and was brought from there
    told(id, true);
    assertThat(to.stat(ref.key())).isPresent();
    assertThat(from.stat(ref.key())).isPresent();
  }

  @Test
  void whatOneWhoDiedHasCopiedIsTakenAsItIsAndAnUnfinishedCopyIsNot() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    TestPack whole = TestPack.random(1, 5_000);
    TestPack part = TestPack.random(1, 5_000);
    PackRef first = put(version, whole);
    PackRef second = put(version, part);
    to.put(first.key(), ByteBuffer.wrap(whole.bytes()), ObjectStore.PutMode.IF_ABSENT);
    to.put(second.key(), ByteBuffer.wrap(new byte[10]), ObjectStore.PutMode.IF_ABSENT);

    // When
    migrate(version, false);

    // Then
    assertThat(Files.readAllBytes(to.localFile(first.key()).orElseThrow()))
        .isEqualTo(whole.bytes());
    assertThat(Files.readAllBytes(to.localFile(second.key()).orElseThrow()))
        .isEqualTo(part.bytes());
  }

  @Test
  void theSameRequestTwiceIsOneMigration() {
    TestVersion version = TestVersion.fresh();
    put(version, TestPack.random(1, 1_000));
    UUID id = ask(version, target, false);
    told(id, true);

    TestTopics.send(
        Topic.STORES,
        version.domain(),
        EventType.MIGRATION_REQUESTED,
        version.domain(),
        new MigrationRequested(id, version.domain(), target, false));
    UUID after = ask(version, TestVersion.store(), true);

    told(after, true);
    await().atMost(LONGEST).until(() -> TestRows.count("migration WHERE id = $1", id) == 1);
  }
}
