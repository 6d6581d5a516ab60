package io.lamella.preview;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into files in another process, one after the other, so that a file can cost no more than
 * that process. It has bounded memory and time, a folder of its own, none of this process's
 * environment, and gets no more than the bytes of the file that it asks for. It is started when it
 * is needed, serves several files, and is thrown away after any that it did not come back from.
 */
public final class PreviewProcess implements Closeable {
  /** Exit code of a JVM that was told to end when its memory does. */
  private static final int OUT_OF_MEMORY = 3;

  private static final String CLOSED = "previews are not made any more";

  private static final long DYING_SECONDS = 10;

  /** One may wait for a file to be done; the other still sees that it takes too long. */
  private static final int CLOCK_THREADS = 2;

  /**
   * What a process may have.
   *
   * @param heapBytes memory of its heap
   * @param time for one file, the start of the process included
   * @param files files that one process serves
   * @param idle how long it is kept without any work
   */
  public record Terms(long heapBytes, Duration time, int files, Duration idle) {}

  private record Running(
      Process process, DataInputStream in, DataOutputStream out, Path folder, AtomicBoolean late) {}

  /** A file whose bytes could not be had where they lie. */
  private static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException source;

    SourceException(IOException source) {
      super(source);
      this.source = source;
    }
  }

  private final Terms terms;
  private final Limits limits;
  private final Path work;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          CLOCK_THREADS,
          task -> {
            Thread thread = new Thread(task, "preview-clock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Running running;
  private @Nullable ScheduledFuture<?> parting;
  private int served;
  private volatile boolean closed;

  /**
   * @param work where processes have their folders
   */
  public PreviewProcess(Terms terms, Limits limits, Path work) {
    this.terms = terms;
    this.limits = limits;
    this.work = work;
  }

  /**
   * Looks into a file. A process that dies on the way without a reason of its own gets a second
   * one: it may have been somebody else's doing.
   *
   * @throws IOException when the file's bytes cannot be had, or no process can be started
   */
  public synchronized Outcome preview(Reading reading, FileBytes file) throws IOException {
    try {
      if (parting != null) {
        parting.cancel(false);
      }
      Outcome outcome = attempt(reading, file);
      if (outcome == null) {
        outcome = attempt(reading, file);
      }
      if (running != null) {
        parting = clock.schedule(this::discard, terms.idle().toMillis(), TimeUnit.MILLISECONDS);
      }
      return outcome == null ? Outcome.failed(Failure.NOT_READABLE) : outcome;
    } catch (RejectedExecutionException e) {
      discard();
      throw new IOException(CLOSED, e);
    }
  }

  /** Null: the process died. */
  private @Nullable Outcome attempt(Reading reading, FileBytes file) throws IOException {
    Running child = ready();
    ScheduledFuture<?> alarm =
        clock.schedule(() -> expire(child), terms.time().toMillis(), TimeUnit.MILLISECONDS);
    try {
      Outcome outcome = converse(child, reading, file);
      served++;
      return outcome;
    } catch (SourceException e) {
      discard();
      throw e.source;
    } catch (IOException e) {
      int code = ended(child);
      discard();
      if (child.late.get()) {
        return Outcome.failed(Failure.TIMED_OUT);
      }
      return code == OUT_OF_MEMORY ? Outcome.failed(Failure.OUT_OF_MEMORY) : null;
    } catch (RuntimeException e) {
      discard();
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private Outcome converse(Running child, Reading reading, FileBytes file) throws IOException {
    Wire.send(
        child.out,
        new Wire.Request(
            reading.format(), reading.kind(), reading.compression(), file.size(), limits));
    while (true) {
      int word = child.in.readUnsignedByte();
      if (word == Wire.DONE) {
        return Wire.receive(child.in, Outcome.class);
      }
      long offset = child.in.readLong();
      int length = child.in.readInt();
      if (word != Wire.READ
          || length < 0
          || length > FileBytes.MOST
          || offset < 0
          || offset > file.size() - length) {
        throw new IOException("the process says what it should not");
      }
      Wire.bytes(child.out, read(file, offset, length));
      child.out.flush();
    }
  }

  private static byte[] read(FileBytes file, long offset, int length) throws SourceException {
    try {
      return file.read(offset, length);
    } catch (IOException e) {
      throw new SourceException(e);
    }
  }

  private Running ready() throws IOException {
    Running child = running;
    if (child != null && (served >= terms.files() || !child.process.isAlive())) {
      discard();
      child = null;
    }
    if (child == null) {
      child = start();
      running = child;
      served = 0;
    }
    if (closed) {
      discard();
      throw new IOException(CLOSED);
    }
    return child;
  }

  private Running start() throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "process-");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + terms.heapBytes(),
            "-Xss1m",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            Classpath.ofChild(),
            Child.class.getName());
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
    return new Running(
        process,
        new DataInputStream(new BufferedInputStream(process.getInputStream())),
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
        folder,
        new AtomicBoolean());
  }

  private static void expire(Running child) {
    child.late.set(true);
    child.process.destroyForcibly();
  }

  /** Its exit code; -1 when it has none. */
  private static int ended(Running child) {
    try {
      return child.process.waitFor(DYING_SECONDS, TimeUnit.SECONDS)
          ? child.process.exitValue()
          : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private synchronized void discard() {
    Running child = running;
    running = null;
    if (child != null) {
      child.process.destroyForcibly();
      CompletableFuture<Void> unused = child.process.onExit().thenRun(() -> delete(child.folder));
    }
  }

  private static void delete(Path tree) {
    try (Stream<Path> all = Files.walk(tree)) {
      List<Path> found = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : found) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      tree.toFile().deleteOnExit();
    }
  }

  /** Id of the process that is there now; -1: none. */
  long pid() {
    Running child = running;
    return child == null ? -1 : child.process.pid();
  }

  /** Ends the process, whatever it is at; who waits for it is told so. */
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    Running child = running;
    if (child != null) {
      child.process.destroyForcibly();
      ended(child);
      delete(child.folder);
    }
  }
}
