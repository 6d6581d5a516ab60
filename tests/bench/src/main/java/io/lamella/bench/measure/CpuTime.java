package io.lamella.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The seconds of a processor that processes took, as Linux counts them. 0 where there is no such
 * count. On a machine that does other things too, this says more than the clock does.
 */
public final class CpuTime {
  /** The unit of the kernel's counts, the same on all machines of today. */
  private static final double TICKS = 100;

  private static final int USER = 11;
  private static final int CHILDREN_USER = 13;
  private static final int END = 15;

  private CpuTime() {}

  /** What all children of this process took that have ended, their own children included. */
  static double ofEndedChildren() {
    return ticks("self", CHILDREN_USER) / TICKS;
  }

  /** What these processes took so far, with all that they started and that still runs. */
  public static double of(LongStream pids) {
    return pids.mapToObj(ProcessHandle::of)
            .flatMap(Optional::stream)
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .mapToLong(process -> ticks(Long.toString(process.pid()), USER))
            .sum()
        / TICKS;
  }

  /** The sum of some of: user, system, ended children's user, ended children's system. */
  private static long ticks(String pid, int from) {
    try {
      String line = Files.readString(Path.of("/proc", pid, "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long sum = 0;
      for (int i = from; i < END; i++) {
        sum += Long.parseLong(fields[i]);
      }
      return sum;
    } catch (IOException e) {
      return 0; // it has ended, or this is no Linux
    }
  }
}
