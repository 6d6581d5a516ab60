package io.lamella.upload.ingest;

import io.lamella.contracts.event.IngestItem;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.source.Opened;
import io.lamella.upload.source.Sources;
import io.lamella.upload.transfer.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Fetches the small files of an item while those before them are cut and hashed, so that a source
 * that takes its time costs little of it. Memory: some MiB an item.
 */
@ApplicationScoped
class Ahead {
  /** Larger files are read when it is their turn. */
  static final int SMALL = 2 << 20;

  private final Sources sources;
  private final int ahead;
  private final ExecutorService threads;

  @Inject
  Ahead(Sources sources, UploadConfig config) {
    this.sources = sources;
    this.ahead = Math.max(1, config.ingest().ahead());
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, config.ingest().items()) * ahead, Workers.named("fetch"));
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /**
   * Begins to fetch files, which are then taken in this order.
   *
   * @param wanted asked every few seconds while a file comes; when it is not, the file ends with an
   *     {@link WhileWanted.UnwantedException}
   */
  Files fetch(List<IngestItem.File> files, BooleanSupplier wanted) {
    return new Files(files.iterator(), wanted);
  }

  private Opened open(IngestItem.File file, BooleanSupplier wanted) throws IOException {
    Opened opened = open(file);
    return opened.through(new WhileWanted(opened.body(), wanted));
  }

  private Opened open(IngestItem.File file) throws IOException {
    if (file.content() != null) {
      return inline(file.content().getBytes(StandardCharsets.UTF_8));
    }
    if (file.base64() != null) {
      return inline(Base64.getDecoder().decode(file.base64()));
    }
    return sources.open(file.uri());
  }

  private static Opened inline(byte[] bytes) {
    return new Opened(new ByteArrayInputStream(bytes), bytes.length, null, null, 0644, false);
  }

  /**
   * The beginning of the file, or all of it, is in memory then.
   *
   * @throws Later for one that turns out to be larger: its server would wait for somebody to read
   *     it, and one that answers one request at a time would have all others wait
   */
  private Opened fetched(IngestItem.File file, BooleanSupplier wanted) throws IOException, Later {
    Opened opened = open(file, wanted);
    if (opened.size() > SMALL) {
      opened.close();
      throw new Later(file);
    }
    try {
      byte[] beginning = opened.body().readNBytes(SMALL);
      InputStream body = new ByteArrayInputStream(beginning);
      if (beginning.length == SMALL) {
        return opened.through(new SequenceInputStream(body, opened.body()));
      }
      opened.close();
      return opened.through(body);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Files on their way. For one thread. */
  final class Files implements AutoCloseable {
    private final Iterator<IngestItem.File> left;
    private final BooleanSupplier wanted;
    private final Deque<Future<Opened>> coming = new ArrayDeque<>();

    Files(Iterator<IngestItem.File> left, BooleanSupplier wanted) {
      this.left = left;
      this.wanted = wanted;
      for (int i = 0; i < ahead; i++) {
        begin();
      }
    }

    private void begin() {
      if (left.hasNext()) {
        IngestItem.File file = left.next();
        coming.add(
            file.size() > SMALL
                ? CompletableFuture.failedFuture(new Later(file))
                : threads.submit(() -> fetched(file, wanted)));
      }
    }

    /** The next file, which is to be closed. */
    Opened next() throws IOException {
      Future<Opened> next = coming.remove();
      begin();
      try {
        return next.get();
      } catch (InterruptedException e) {
        next.cancel(true);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Later later) {
          return again(later.file);
        }
        if (e.getCause() instanceof IOException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    /** A file, once more, that is to be closed. */
    Opened again(IngestItem.File file) throws IOException {
      return open(file, wanted);
    }

    @Override
    public void close() {
      for (Future<Opened> future : coming) {
        future.cancel(true);
        close(future);
      }
    }

    private void close(Future<Opened> future) {
      if (future.isDone() && !future.isCancelled()) {
        try {
          future.get().close();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (ExecutionException | IOException e) {
          // It was not needed any more.
        }
      }
    }
  }

  /** Too large to be fetched ahead. */
  private static final class Later extends Exception {
    private static final long serialVersionUID = 1;

    private final transient IngestItem.File file;

    Later(IngestItem.File file) {
      super("later", null, false, false);
      this.file = file;
    }
  }
}
