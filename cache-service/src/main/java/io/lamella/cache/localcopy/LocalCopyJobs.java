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
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
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
  private final ExecutorService workers;
  private volatile boolean stopping;

  @Inject
  LocalCopyJobs(
      LocalCopyConfig config,
      Packs packs,
      CopyEvents events,
      CopyMeters meters,
      @ConfigProperty(name = "lamella.node") String node)
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
    this.workers = Executors.newFixedThreadPool(config.workers(), LocalCopyJobs::worker);
    for (CopyRecord copy : records.load()) {
      CopyJob job = new CopyJob(copy);
      jobs.put(copy.id(), job);
      if (copy.stage() == Stage.WANTED) {
        workers.execute(() -> make(job, true));
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
    CopyRecord wanted =
        CopyRecord.wanted(
            new LocalCopies.Wanted(version.toString(), Root.of(root), prefix), domains, verify);
    CopyJob job = find(wanted.id()).orElse(null);
    if (job != null && job.copy().stage() == Stage.WANTED) {
      return job.view(node);
    }
    boolean announce = job == null || !job.copy().isReadyAs(version);
    save(wanted);
    CopyJob next = new CopyJob(wanted);
    jobs.put(wanted.id(), next);
    workers.execute(() -> make(next, announce));
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
  public synchronized void remove(String id) throws IOException {
    CopyJob job =
        find(id)
            .orElseThrow(
                () -> new LamellaException(ErrorCode.NOT_FOUND, "There is no local copy " + id));
    if (job.copy().stage() == Stage.WANTED) {
      throw new LamellaException(ErrorCode.WRONG_STATE, "The copy is being made");
    }
    if (!copies.remove(id)) {
      throw new LamellaException(ErrorCode.WRONG_STATE, "The copy is in use");
    }
    forget(job);
  }

  /** Notices copies that had to go for others. */
  @Scheduled(every = "30s", delayed = "30s")
  void sweep() {
    jobs.keySet().forEach(this::find);
  }

  private void make(CopyJob job, boolean announce) {
    CopyRecord wanted = job.copy();
    ReadPacks source = packs.source(wanted.domains());
    job.begin();
    try {
      LocalCopies.Copied made = copies.shared(wanted.asContent(), source, wanted.verify(), job);
      CopyRecord ready = wanted.ready(made);
      records.save(ready);
      job.become(ready);
      meters.ready();
      if (announce) {
        events.ready(ready);
      }
      sweep();
    } catch (IOException | RuntimeException e) {
      fail(job, e, source);
    } finally {
      job.end();
    }
  }

  private void fail(CopyJob job, Exception failure, ReadPacks source) {
    if (stopping) {
      return;
    }
    if (failure instanceof CorruptedException) {
      distrust(source);
    }
    meters.failed();
    CopyRecord failed = job.copy().failed(CopyFailures.of(failure));
    job.become(failed);
    save(failed);
  }

  private Optional<CopyJob> find(String id) {
    CopyJob job = jobs.get(id);
    if (job != null && job.copy().isGone()) {
      forget(job);
      return Optional.empty();
    }
    return Optional.ofNullable(job);
  }

  private void forget(CopyJob job) {
    CopyRecord copy = job.copy();
    if (!jobs.remove(copy.id(), job)) {
      return;
    }
    try {
      records.delete(copy.id());
    } catch (IOException e) {
      LOG.warnf("the record of local copy %s stays: %s", copy.id(), e.getMessage());
    }
    if (copy.stage() == Stage.READY) {
      meters.evicted();
      events.evicted(copy);
    }
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
