package io.lamella.cache.preview;

import io.lamella.cache.disk.Trees;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.PackSource;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
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
  private final UnderWay<String, Outcome> underWay =
      new UnderWay<>("Too many previews are asked for; try again");

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
    return underWay.in(asked, name, () -> makeInTurn(name, file, reading, packs));
  }

  private Outcome makeInTurn(String name, Entry.File file, Reading reading, PackSource packs)
      throws IOException {
    PreviewProcess process = idle.remove();
    try {
      return make(process, name, file, reading, packs);
    } finally {
      idle.add(process);
    }
  }

  /** Looks into a file now, with the process of those that nobody waits for. For one thread. */
  Outcome make(Entry.File file, Reading reading, PackSource packs) throws IOException {
    String name = Kept.nameOf(file.digest(), reading);
    return Waiting.result(
        underWay.in(Runnable::run, name, () -> make(automatic, name, file, reading, packs)));
  }

  private Outcome make(
      PreviewProcess process, String name, Entry.File file, Reading reading, PackSource packs)
      throws IOException {
    Outcome outcome = process.preview(reading, new FileInPacks(file, packs));
    kept.put(name, outcome);
    return outcome;
  }

  @PreDestroy
  void stop() {
    asked.shutdownNow();
    all.forEach(PreviewProcess::close);
  }
}
