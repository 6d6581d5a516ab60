package io.lamella.cache.localcopy;

import io.lamella.cache.localcopy.CopyRecord.Stage;
import io.lamella.cache.pack.Packs;
import io.lamella.cache.pack.ReadPacks;
import io.lamella.content.CorruptedException;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.trace.Step;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes local copies, one per digest and prefix, and knows how far each is. What was asked for
 * before a restart is made after it; what is ready is what lies on disk.
 */
@ApplicationScoped
@Startup
public class LocalCopyJobs {
  private static final Logger LOG = Logger.getLogger(LocalCopyJobs.class);

  private final Map<String, CopyJob> jobs = new ConcurrentHashMap<>();
  private final LocalCopies copies;
  private final CopyRecords records;
  private final Packs packs;
  private final CopyEvents events;
  private final CopyMeters meters;
  private final String node;
  private final Vertx vertx;
  private final ExecutorService workers;
  private volatile boolean stopping;

  @Inject
  LocalCopyJobs(
      LocalCopyConfig config,
      Packs packs,
      CopyEvents events,
      CopyMeters meters,
      @ConfigProperty(name = "lamella.node") String node,
      Vertx vertx)
      throws IOException {
    this.copies =
        LocalCopies.open(
            Files.createDirectories(config.dir().resolve("copies")).toRealPath(),
            new LocalCopies.Settings(config.bytes(), config.keep()));
    this.records = new CopyRecords(config.dir().resolve("records"));
    this.packs = packs;
    this.events = events;
    this.meters = meters;
    this.node = node;
    this.vertx = vertx;
    this.workers = Executors.newFixedThreadPool(config.workers(), LocalCopyJobs::worker);
    for (CopyRecord copy : records.load()) {
      CopyJob job = new CopyJob(copy);
      jobs.put(copy.id(), job);
      if (copy.stage() == Stage.WANTED) {
        workers.execute(() -> make(job));
      }
    }
  }

  /**
   * Asks for a copy of a version, or of what lies at {@code prefix}; asking again for one that is
   * there has it looked over, and keeps it for longer.
   */
  public synchronized LocalCopyView want(
      UUID version,
      RootRef root,
      List<Ticket.Domain> domains,
      @Nullable EntryPath prefix,
      boolean verify) {
    LocalCopies.Wanted content = new LocalCopies.Wanted(version.toString(), Root.of(root), prefix);
    CopyJob job = find(LocalCopies.id(content)).orElse(null);
    if (job != null && job.copy().stage() == Stage.WANTED) {
      return job.view(node);
    }
    Set<UUID> told = job == null ? Set.of() : job.copy().told();
    CopyJob next = new CopyJob(CopyRecord.wanted(content, domains, verify, told));
    save(next.copy());
    jobs.put(next.copy().id(), next);
    workers.execute(() -> make(next));
    return next.view(node);
  }

  /** How far a copy is; empty when it is unknown or gone. */
  public Optional<LocalCopyView> view(String id) {
    return find(id).map(job -> job.view(node));
  }

  /** Every copy, by id. */
  public List<LocalCopyView> list() {
    sweep();
    return jobs.values().stream()
        .map(job -> job.view(node))
        .sorted(Comparator.comparing(LocalCopyView::id))
        .toList();
  }

  /**
   * Takes a copy away.
   *
   * @throws LamellaException {@code not-found}, or {@code wrong-state} while it is being made or
   *     used
   */
  public void remove(String id) throws IOException {
    CopyJob job = withdraw(id);
    boolean gone = false;
    try {
      gone = copies.remove(id);
    } finally {
      if (!gone) {
        jobs.putIfAbsent(id, job);
      }
    }
    if (!gone) {
      throw new LamellaException(ErrorCode.WRONG_STATE, "The copy is in use");
    }
    deleteRecord(id);
    tellGone(job.copy());
  }

  /** Takes a copy off the list: to remove it takes long, and others are not to wait for that. */
  private synchronized CopyJob withdraw(String id) {
    CopyJob job =
        find(id)
            .orElseThrow(
                () -> new LamellaException(ErrorCode.NOT_FOUND, "There is no local copy " + id));
    if (job.copy().stage() == Stage.WANTED) {
      throw new LamellaException(ErrorCode.WRONG_STATE, "The copy is being made");
    }
    jobs.remove(id);
    return job;
  }

  /** Notices copies that had to go for others. */
  @Scheduled(every = "30s", delayed = "30s")
  void sweep() {
    jobs.keySet().forEach(this::find);
  }

  private void make(CopyJob job) {
    CopyRecord wanted = job.copy();
    Step.run(
        vertx, "make local copy", wanted.version(), wanted.traceparent(), () -> make(job, wanted));
  }

  private void make(CopyJob job, CopyRecord wanted) {
    ReadPacks source = packs.source(wanted.domains());
    job.begin();
    try {
      LocalCopies.Copied made =
          copies.shared(wanted.asContent(), source, new UnreadLinks(), wanted.verify(), job);
      checkIsWhole(made);
      CopyRecord ready = wanted.ready(made);
      records.save(ready);
      job.become(ready);
      meters.ready();
      if (!wanted.told().contains(wanted.version())) {
        events.ready(ready, ready.version());
      }
      sweep();
    } catch (Throwable e) {
      fail(job, e, source);
    } finally {
      job.end();
    }
  }

  /** A copy without what links lead to is not the version. */
  private static void checkIsWhole(LocalCopies.Copied made) {
    List<LocalCopies.Problem> lacking = made.lacking();
    if (!lacking.isEmpty()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          lacking.size()
              + " entries are external links, whose bytes are not here; use lamella get. The first"
              + " is "
              + lacking.get(0).path());
    }
  }

  private void fail(CopyJob job, Throwable failure, ReadPacks source) {
    if (stopping) {
      return;
    }
    Step.failed(failure);
    if (failure instanceof CorruptedException) {
      distrust(source);
    }
    meters.failed();
    CopyRecord failed = job.copy().failed(CopyFailures.of(failure));
    try {
      records.save(failed);
    } catch (IOException e) {
      LOG.warnf("that local copy %s failed is not noted: %s", failed.id(), e.getMessage());
    }
    job.become(failed);
  }

  private Optional<CopyJob> find(String id) {
    CopyJob job = jobs.get(id);
    if (job != null && job.copy().isGone()) {
      forget(job);
      return Optional.ofNullable(jobs.get(id));
    }
    return Optional.ofNullable(job);
  }

  private synchronized void forget(CopyJob job) {
    if (jobs.remove(job.copy().id(), job)) {
      deleteRecord(job.copy().id());
      tellGone(job.copy());
    }
  }

  /** Unless it is of a wish that came meanwhile. */
  private synchronized void deleteRecord(String id) {
    if (jobs.containsKey(id)) {
      return;
    }
    try {
      records.delete(id);
    } catch (IOException e) {
      LOG.warnf("the record of local copy %s stays: %s", id, e.getMessage());
    }
  }

  private void tellGone(CopyRecord copy) {
    if (copy.stage() == Stage.READY) {
      meters.evicted();
    }
    copy.told().forEach(version -> events.evicted(copy, version));
  }

  private static void distrust(ReadPacks source) {
    try {
      source.distrust();
    } catch (IOException e) {
      LOG.warnf("cached blocks of damaged packs stay: %s", e.getMessage());
    }
  }

  private void save(CopyRecord copy) {
    try {
      records.save(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("a local copy could not be noted", e);
    }
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "local-copy");
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void stop() throws IOException {
    stopping = true;
    workers.shutdownNow();
    copies.close();
  }
}
