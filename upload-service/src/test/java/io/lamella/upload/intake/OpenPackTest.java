package io.lamella.upload.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.FileStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.pack.PackStore;
import io.lamella.upload.pack.SpoolFolder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class OpenPackTest {
  private final TestVersion version = TestVersion.fresh();
  @Inject Database database;
  @Inject Drafts drafts;
  @Inject PackStore packs;
  @Inject SpoolFolder spool;
  @Inject Batch.Parts batches;

  @Test
  void aContentHoldsNothingOfPacksThatAreStored() throws IOException {
    // Given
    Content content = new Content();

    // When
    List<WeakReference<OpenPack>> stored =
        List.of(storedPackOf(content, 3), storedPackOf(content, 2));

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return stored.stream().allMatch(pack -> pack.get() == null);
            });
    assertThat(content.extents()).extracting(Extent::count).containsExactly(3, 2);
    Reference.reachabilityFence(content);
  }

  @Test
  void aBatchThatFailedOnTheWayStoresNoneOfItsFiles() throws IOException {
    // Given
    Batch batch = batches.begin();
    CompletableFuture<FileStored> before = add(batch, "before", TestPack.random(100)).orElseThrow();

    // When: no pack can hold an empty chunk
    assertThatThrownBy(() -> add(batch, "wrong", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    Optional<CompletableFuture<FileStored>> after = add(batch, "after", TestPack.random(100));
    batch.finish();

    // Then
    assertThat(after).isEmpty();
    assertThat(before).isCompletedExceptionally();
  }

  @Test
  void aDraftThatIsGoneFailsItsOwnFilesOnly() throws IOException {
    // Given
    TestVersion gone = TestVersion.in(version.domain());
    Batch batch = batches.begin();
    CompletableFuture<FileStored> lost =
        add(batch, draft(gone), "lost", TestPack.random(100)).orElseThrow();
    CompletableFuture<FileStored> kept = add(batch, "kept", TestPack.random(100)).orElseThrow();
    TestRows.change("DELETE FROM draft WHERE version = $1", gone.id());

    // When
    batch.finish();

    // Then
    assertThat(kept.join().path()).isEqualTo("kept");
    assertThatThrownBy(lost::join)
        .hasCauseInstanceOf(LamellaException.class)
        .hasMessageContaining("is gone");
  }

  private WeakReference<OpenPack> storedPackOf(Content content, int chunks) throws IOException {
    try (OpenPack pack = OpenPack.in(spool.path())) {
      for (int i = 0; i < chunks; i++) {
        byte[] chunk = TestPack.random(1_000);
        content.add(pack, pack.add(Digest.of(chunk), chunk));
      }
      pack.store(packs, draft(), (tx, row) -> {});
      return new WeakReference<>(pack);
    }
  }

  private Optional<CompletableFuture<FileStored>> add(Batch batch, String path, byte[] content)
      throws IOException {
    return add(batch, draft(), path, content);
  }

  private static Optional<CompletableFuture<FileStored>> add(
      Batch batch, Draft draft, String path, byte[] content) throws IOException {
    Window window = new Window();
    window.add(Digest.of(content), ByteBuffer.wrap(content));
    FileSpec file =
        new FileSpec(
            EntryPath.of(path), content.length, Digest.of(content), 0, 0644, new Content());
    return batch.add(
        draft, file, window, new Chunks.Found(List.of(Optional.empty()), Instant.now()));
  }

  private Draft draft() {
    return draft(version);
  }

  private Draft draft(TestVersion of) {
    of.open();
    return database.inTransaction(tx -> drafts.find(tx, of.id())).orElseThrow();
  }
}
