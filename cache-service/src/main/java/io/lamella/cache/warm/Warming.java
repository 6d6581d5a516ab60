package io.lamella.cache.warm;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.localcopy.LocalCopyJobs;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.pack.Packs;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.trace.Step;
import io.lamella.kit.trace.TraceParent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Fetches versions into the content cache, or makes local copies of them, one version after the
 * other. A help, never a promise: what does not fit into the queue is not warmed.
 */
@ApplicationScoped
public class Warming {
  private static final Logger LOG = Logger.getLogger(Warming.class);
  private static final int VERSIONS = 1000;
  private static final int FETCHERS = 4;
  private static final int RANGES = 64;

  private final Manifests manifests;
  private final Packs packs;
  private final LocalCopyJobs localCopies;
  private final WarmConfig config;
  private final long cacheBytes;
  private final Vertx vertx;
  private final Set<RootRef> waiting = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor versions = pool(1, VERSIONS);
  private final ThreadPoolExecutor fetchers = pool(FETCHERS, RANGES);

  @Inject
  Warming(
      Manifests manifests,
      Packs packs,
      LocalCopyJobs localCopies,
      WarmConfig config,
      CacheConfig cache,
      Vertx vertx) {
    this.manifests = manifests;
    this.packs = packs;
    this.localCopies = localCopies;
    this.config = config;
    this.cacheBytes = cache.bytes();
    this.vertx = vertx;
    fetchers.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Warms a version some time soon, on a thread of its own; does nothing when it waits already or
   * when too many do.
   */
  public void want(UUID version, RootRef root, List<Ticket.Domain> domains) {
    boolean wanted = config.asLocalCopy() || packs.isAnyCached(domains);
    if (!wanted || !waiting.add(root)) {
      return;
    }
    try {
      String traceparent = TraceParent.here();
      versions.execute(
          () ->
              Step.run(
                  vertx, "warm version", version, traceparent, () -> warm(version, root, domains)));
    } catch (RejectedExecutionException e) {
      waiting.remove(root);
      LOG.warnf("version %s is not warm: too many wait", version);
    }
  }

  private void warm(UUID version, RootRef root, List<Ticket.Domain> domains) {
    try {
      if (config.asLocalCopy()) {
        localCopies.want(version, root, domains, null, false);
      } else {
        Manifest manifest = manifests.of(Root.of(root), domains);
        new Prefetch(packs, domains, fetchers, cacheBytes).run(manifest);
      }
    } catch (IOException | RuntimeException e) {
      Step.failed(e);
      LOG.warnf("version %s is not warm: %s", version, e.getMessage());
    } finally {
      waiting.remove(root);
    }
  }

  private static ThreadPoolExecutor pool(int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue));
    pool.setThreadFactory(
        task -> {
          Thread thread = new Thread(task, "warm");
          thread.setDaemon(true);
          return thread;
        });
    return pool;
  }

  @PreDestroy
  void stop() {
    versions.shutdownNow();
    fetchers.shutdownNow();
  }
}
