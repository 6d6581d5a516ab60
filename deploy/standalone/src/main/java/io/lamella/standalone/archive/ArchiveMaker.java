package io.lamella.standalone.archive;

import io.lamella.standalone.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes the archives that are missing, one after the other and while nothing else wants the
 * processor. There is no hurry, and no harm when one cannot be made.
 */
public final class ArchiveMaker implements AutoCloseable {
  private static final long LAST_MILLIS = 5_000;

  private final Path lock;
  private final Path scratch;
  private final Thread thread = new Thread(this::run, "class-archives");
  private final List<Wanted> all;

  /** An archive, and how it is made. */
  public record Wanted(ClassArchive archive, TrainingRun run) {}

  /**
   * @param lock a file that nobody else writes: one maker at a time
   * @param scratch a folder for one run after the other, which is removed
   */
  public ArchiveMaker(Path lock, Path scratch, List<Wanted> all) {
    this.lock = lock;
    this.scratch = scratch;
    this.all = List.copyOf(all);
  }

  /** Begins, in a thread of its own. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Gives up what is being made. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(LAST_MILLIS);
  }

  private void run() {
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      for (Wanted wanted : all) {
        if (held.isValid() && wanted.archive().isWanted()) {
          make(wanted);
        }
      }
    } catch (FileLockInterruptionException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("later starts will not be faster: " + e.getMessage());
    }
  }

  private void make(Wanted wanted) throws IOException, InterruptedException {
    Folders.delete(scratch);
    Files.createDirectories(scratch);
    try {
      wanted.archive().make(wanted.run().in(scratch), scratch);
    } finally {
      Folders.delete(scratch);
    }
  }
}
