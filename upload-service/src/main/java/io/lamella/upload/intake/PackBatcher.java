package io.lamella.upload.intake;

import io.lamella.contracts.rest.FileStored;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.chunk.Chunks;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.transfer.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Small bodies that arrive at about the same time share a pack and a run: a batch closes when its
 * pack is full, or a few tens of milliseconds after its first file. A file's answer comes when both
 * are durable.
 */
@ApplicationScoped
public class PackBatcher {
  /** What shares packs. */
  private record Domain(String id, String store) {}

  private final Batch.Parts parts;
  private final UploadConfig config;
  private final Workers workers;
  private final ConcurrentMap<Domain, Batch> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Workers.named("batch-timer"));

  @Inject
  PackBatcher(Batch.Parts parts, UploadConfig config, Workers workers) {
    this.parts = parts;
    this.config = config;
    this.workers = workers;
  }

  /**
   * Adds a small file.
   *
   * @param file its content is not filled yet
   * @param window all of its chunks
   * @param found where its chunks are stored already
   */
  CompletableFuture<FileStored> add(Draft draft, FileSpec file, Window window, Chunks.Found found)
      throws IOException {
    Domain domain = new Domain(draft.domain(), draft.store());
    while (true) {
      Batch batch = open.get(domain);
      if (batch == null) {
        batch = begin(domain);
      }
      Optional<CompletableFuture<FileStored>> answer = batch.add(draft, file, window, found);
      if (answer.isPresent()) {
        return answer.get();
      }
      close(domain, batch);
    }
  }

  private Batch begin(Domain domain) throws IOException {
    Batch begun = parts.begin();
    Batch other = open.putIfAbsent(domain, begun);
    if (other != null) {
      begun.drop();
      return other;
    }
    timer.schedule(() -> close(domain, begun), config.batch().toMillis(), TimeUnit.MILLISECONDS);
    return begun;
  }

  private void close(Domain domain, Batch batch) {
    if (open.remove(domain, batch)) {
      workers.packs().execute(batch::finish);
    }
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
