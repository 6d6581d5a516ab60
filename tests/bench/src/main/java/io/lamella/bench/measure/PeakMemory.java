package io.lamella.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The most memory that a process had resident, as Linux keeps it ({@code VmHWM}). 0 where there is
 * no such record.
 */
public final class PeakMemory {
  private static final long PERIOD_MILLIS = 20;
  private static final String RESET = "5";

  private PeakMemory() {}

  /** The peak of a process so far. */
  public static long of(long pid) {
    try {
      for (String line : Files.readAllLines(proc(pid, "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return 0; // it has ended, or this is no Linux
    }
    return 0;
  }

  /**
   * Lets a process's peak begin anew at what it has resident now. Where that may not be done, the
   * peak stays the one since its start.
   */
  public static void reset(long pid) {
    try {
      Files.writeString(proc(pid, "clear_refs"), RESET);
    } catch (IOException e) {
      return; // it has ended, it is another's, or this is no Linux
    }
  }

  /**
   * Waits until a process has ended and returns its peak. The record goes with the process, so it
   * is read every few milliseconds: what grows in the last of them is not seen.
   */
  static long until(Process process) throws InterruptedException {
    long peak = 0;
    do {
      peak = Math.max(peak, of(process.pid()));
    } while (!process.waitFor(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    return peak;
  }

  private static Path proc(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }
}
