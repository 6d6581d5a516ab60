package io.lamella.cli.output;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.sdk.transfer.TransferProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that is written over and over: files, bytes, rate, time left. */
public final class ProgressLine implements TransferProgress, LocalCopies.Progress, AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String CLEAR = "\r\033[K";

  private final @Nullable PrintStream err;
  private final long started = System.nanoTime();
  private final AtomicLong filesDone = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicLong wire = new AtomicLong();
  private final AtomicLong shown = new AtomicLong(started);
  private volatile long files;
  private volatile long bytes;

  private ProgressLine(@Nullable PrintStream err) {
    this.err = err;
  }

  static ProgressLine silent() {
    return new ProgressLine(null);
  }

  static ProgressLine on(PrintStream err) {
    return new ProgressLine(err);
  }

  @Override
  public void begin(long files, long bytes) {
    this.files = files;
    this.bytes = bytes;
  }

  @Override
  public void read(long count) {
    bytesDone.addAndGet(count);
    show();
  }

  @Override
  public void sent(long count) {
    wire.addAndGet(count);
    show();
  }

  @Override
  public void files(long count) {
    filesDone.addAndGet(count);
    show();
  }

  @Override
  public void advance(long files, long written, long fetched) {
    filesDone.addAndGet(files);
    bytesDone.addAndGet(written);
    wire.addAndGet(fetched);
    show();
  }

  private void show() {
    long now = System.nanoTime();
    long last = shown.get();
    if (err != null && now - last >= INTERVAL && shown.compareAndSet(last, now)) {
      err.print(CLEAR + text(Duration.ofNanos(now - started)));
      err.flush();
    }
  }

  /** Writes a text of its own in the line, in place of files and bytes of this machine. */
  public void say(String text) {
    if (err != null) {
      err.print(CLEAR + text);
      err.flush();
    }
  }

  String text(Duration elapsed) {
    long done = Math.min(bytesDone.get(), bytes);
    long rate = bytesDone.get() * 1000 / Math.max(1, elapsed.toMillis());
    String left =
        rate == 0 ? "" : ", " + Sizes.time(Duration.ofSeconds((bytes - done) / rate)) + " left";
    return "%d/%d files, %s of %s, %s/s, %s over the wire%s"
        .formatted(
            filesDone.get(),
            files,
            Sizes.bytes(done),
            Sizes.bytes(bytes),
            Sizes.bytes(rate),
            Sizes.bytes(wire.get()),
            left);
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (err != null) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
