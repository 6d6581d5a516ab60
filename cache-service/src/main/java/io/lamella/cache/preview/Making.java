package io.lamella.cache.preview;

import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.preview.Limits;
import io.lamella.preview.Outcome;
import io.lamella.preview.PreviewProcess;
import io.lamella.preview.Reading;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Has files looked into, in processes of their own. Who asks for one file does not wait for what is
 * made without being asked for; the same file is looked into once at a time.
 */
@ApplicationScoped
public class Making {
  private static final int FILES_OF_A_PROCESS = 100;

  private final Kept kept;
  private final BlockingQueue<PreviewProcess> idle = new LinkedBlockingQueue<>();
  private final List<PreviewProcess> all = new ArrayList<>();
  private final PreviewProcess automatic;
  private final ThreadPoolExecutor asked;
  private final Map<String, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

  @Inject
  Making(Kept kept, PreviewConfig config) throws IOException {
    this.kept = kept;
    PreviewProcess.Terms terms =
        new PreviewProcess.Terms(
            config.heapBytes(), config.time(), FILES_OF_A_PROCESS, config.idle());
    Path work = config.dir().toAbsolutePath().resolve("work");
    Trees.delete(work);
    this.automatic = new PreviewProcess(terms, Limits.DEFAULT, work);
    for (int i = 0; i < config.processes(); i++) {
      idle.add(new PreviewProcess(terms, Limits.DEFAULT, work));
    }
    all.add(automatic);
    all.addAll(idle);
    this.asked = Lane.of("preview", config.processes(), config.queue());
  }

  /**
   * Looks into a file some time soon, for somebody who waits.
   *
   * @throws LamellaException {@code too-many-requests} when too many wait
   */
  CompletableFuture<Outcome> ask(Entry.File file, Reading reading, PackSource packs) {
    String name = Kept.nameOf(file.digest(), reading);
    CompletableFuture<Outcome> mine = new CompletableFuture<>();
    CompletableFuture<Outcome> other = underWay.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    try {
      asked.execute(() -> makeInTurn(name, file, reading, packs, mine));
    } catch (RejectedExecutionException e) {
      underWay.remove(name, mine);
      mine.completeExceptionally(e);
      throw new LamellaException(
          ErrorCode.TOO_MANY_REQUESTS, "Too many previews are asked for; try again", e);
    }
    return mine;
  }

  private void makeInTurn(
      String name,
      Entry.File file,
      Reading reading,
      PackSource packs,
      CompletableFuture<Outcome> mine) {
    PreviewProcess process = idle.remove();
    try {
      make(process, name, file, reading, packs, mine);
    } finally {
      idle.add(process);
    }
  }

  /** Looks into a file now, with the process of those that nobody waits for. For one thread. */
  Outcome make(Entry.File file, Reading reading, PackSource packs) throws IOException {
    String name = Kept.nameOf(file.digest(), reading);
    CompletableFuture<Outcome> mine = new CompletableFuture<>();
    CompletableFuture<Outcome> other = underWay.putIfAbsent(name, mine);
    if (other == null) {
      make(automatic, name, file, reading, packs, mine);
    }
    return Waiting.result(other == null ? mine : other);
  }

  private void make(
      PreviewProcess process,
      String name,
      Entry.File file,
      Reading reading,
      PackSource packs,
      CompletableFuture<Outcome> mine) {
    try {
      Outcome outcome = process.preview(reading, new FileInPacks(file, packs));
      kept.put(name, outcome);
      mine.complete(outcome);
    } catch (IOException | RuntimeException e) {
      mine.completeExceptionally(e);
    } finally {
      underWay.remove(name, mine);
      mine.cancel(false);
    }
  }

  @PreDestroy
  void stop() {
    asked.shutdownNow();
    all.forEach(PreviewProcess::close);
  }
}
