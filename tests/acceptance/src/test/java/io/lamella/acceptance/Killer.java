package io.lamella.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Kills processes of a stack with {@code kill -9}, one or two or all, at random. */
final class Killer {
  /** A role stands here as often as it is worth. */
  private static final List<String> ROLES =
      List.of(
          "metadata",
          "metadata",
          "upload",
          "upload",
          "upload",
          "sealer",
          "cache",
          "cache",
          "kafka",
          "kafka",
          "postgresql",
          "postgresql",
          "edge");

  private static final int LONGEST_PAUSE_MILLIS = 9_000;
  private static final int ALL_AT_ONCE = 10;

  private final Stack stack;
  private final Random random;
  private final Perseverance perseverance;

  Killer(Stack stack, Random random, Perseverance perseverance) {
    this.stack = stack;
    this.random = random;
    this.perseverance = perseverance;
  }

  /** Kills until then; what was killed is started again by the stack. */
  int killUntil(Instant end) throws IOException, InterruptedException {
    int kills = 0;
    while (Instant.now().isBefore(end)) {
      long pause = 500 + random.nextInt(LONGEST_PAUSE_MILLIS);
      if (perseverance.pause(pause)) {
        return kills;
      }
      kills++;
      if (random.nextInt(ALL_AT_ONCE) == 0) {
        say(end, "everything");
        stack.crash();
        stack.up();
      } else {
        kill(end);
        if (random.nextInt(4) == 0) {
          kill(end);
        }
      }
    }
    return kills;
  }

  private void kill(Instant end) {
    String role = ROLES.get(random.nextInt(ROLES.size()));
    say(end, role);
    stack.processes(role).forEach(ProcessHandle::destroyForcibly);
  }

  private static void say(Instant end, String what) {
    long left = Duration.between(Instant.now(), end).toSeconds();
    System.out.printf("%4d s before the end: kill -9 of %s%n", left, what);
  }
}
