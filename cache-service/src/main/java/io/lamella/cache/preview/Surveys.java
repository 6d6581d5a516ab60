package io.lamella.cache.preview;

import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.pack.Packs;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.trace.Step;
import io.lamella.kit.trace.TraceParent;
import io.lamella.preview.Failure;
import io.lamella.preview.Outcome;
import io.lamella.preview.Reading;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jboss.logging.Logger;

/** Looks through versions, and into some files of them that nobody asked for. */
@ApplicationScoped
public class Surveys {
  private static final Logger LOG = Logger.getLogger(Surveys.class);

  /** So many files of a version may take all the time or memory there is; then it is left. */
  private static final int COSTLY = 3;

  private static final Set<Failure> EXPENSIVE = Set.of(Failure.TIMED_OUT, Failure.OUT_OF_MEMORY);

  private final Kept kept;
  private final Making making;
  private final Manifests manifests;
  private final Packs packs;
  private final Vertx vertx;
  private final ThreadPoolExecutor walks;
  private final ThreadPoolExecutor files;
  private final UnderWay<Digest, Survey> underWay =
      new UnderWay<>("Too many versions are looked through; try again");
  private final Set<Digest> waiting = ConcurrentHashMap.newKeySet();

  @Inject
  Surveys(
      Kept kept,
      Making making,
      Manifests manifests,
      Packs packs,
      PreviewConfig config,
      Vertx vertx) {
    this.kept = kept;
    this.making = making;
    this.manifests = manifests;
    this.packs = packs;
    this.vertx = vertx;
    this.walks = Lane.of("survey", 1, config.queue());
    this.files = Lane.of("previews-of-final", 1, config.queue());
  }

  /**
   * Looks through a version, unless that was done.
   *
   * @throws LamellaException {@code too-many-requests} when too many wait
   */
  CompletableFuture<Survey> of(Root root, List<Ticket.Domain> domains) throws IOException {
    Digest version = root.versionDigest();
    Survey found = kept.survey(version).orElse(null);
    if (found != null) {
      return CompletableFuture.completedFuture(found);
    }
    return underWay.in(walks, version, () -> walk(root, domains));
  }

  private Survey walk(Root root, List<Ticket.Domain> domains) throws IOException {
    Survey survey = Surveying.of(manifests.of(root, domains));
    kept.put(root.versionDigest(), survey);
    return survey;
  }

  /** Makes what is missing of a version's automatic previews, some time soon if there is room. */
  void makeSoon(UUID version, Root root, List<Ticket.Domain> domains) {
    if (!waiting.add(root.versionDigest())) {
      return;
    }
    try {
      String traceparent = TraceParent.here();
      files.execute(
          () ->
              Step.run(
                  vertx,
                  "make previews",
                  version,
                  traceparent,
                  () -> makeNow(version, root, domains)));
    } catch (RejectedExecutionException e) {
      waiting.remove(root.versionDigest());
      LOG.warnf("previews of version %s are not made: too many wait", version);
    }
  }

  private void makeNow(UUID version, Root root, List<Ticket.Domain> domains) {
    try {
      make(version, root, domains);
    } catch (IOException | RuntimeException e) {
      Step.failed(e);
      LOG.warnf("previews of version %s are not made: %s", version, e.getMessage());
    } finally {
      waiting.remove(root.versionDigest());
    }
  }

  private void make(UUID version, Root root, List<Ticket.Domain> domains) throws IOException {
    Survey survey = Waiting.result(of(root, domains));
    Manifest manifest = manifests.of(root, domains);
    PackSource source = packs.source(domains);
    int costly = 0;
    for (Survey.Picked picked : survey.automatic()) {
      EntryPath path = EntryPath.of(picked.path());
      Reading reading = Reading.of(path.name()).orElse(null);
      Entry entry = manifest.find(path).orElse(null);
      if (reading == null
          || !(entry instanceof Entry.File file)
          || isKnown(Kept.nameOf(file.digest(), reading))) {
        continue;
      }
      Outcome outcome = making.make(file, reading, source);
      Failure failure = outcome.failure();
      costly += failure != null && EXPENSIVE.contains(failure) ? 1 : 0;
      if (costly >= COSTLY) {
        LOG.warnf("files of version %s cost too much: the rest is left", version);
        return;
      }
    }
  }

  private boolean isKnown(String name) throws IOException {
    return kept.isReady(name) || kept.failed(name).isPresent();
  }

  @PreDestroy
  void stop() {
    walks.shutdownNow();
    files.shutdownNow();
  }
}
