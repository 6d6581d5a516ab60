package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Kills processes of a stack with {@code kill -9}, one or two or all, at random; some are asked to
 * end instead, as for a restart.
 */
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

  private static final int LONGEST_PAUSE_MILLIS = 6_000;
  private static final int LOOK_MILLIS = 200;
  private static final int ALL_AT_ONCE = 10;
  private static final int ATTEMPTS = 4;

  /** One of so many is asked to end. */
  private static final int ORDERLY = 4;

  private final Stack stack;
  private final Random random;
  private final Perseverance perseverance;

  Killer(Stack stack, Random random, Perseverance perseverance) {
    this.stack = stack;
    this.random = random;
    this.perseverance = perseverance;
  }

  /**
   * Kills until then, everything at once at least; the stack starts what was killed again.
   *
   * @return how often it found something to end
   */
  int killUntil(Instant end) throws IOException, InterruptedException {
    Instant start = Instant.now();
    Instant half = start.plus(Duration.between(start, end).dividedBy(2));
    boolean crashed = false;
    int kills = 0;
    while (Instant.now().isBefore(end)) {
      long pause = 500 + random.nextInt(LONGEST_PAUSE_MILLIS);
      boolean patient = random.nextInt(3) > 0;
      if (perseverance.pause(pause) || (patient && failsBeforeAllIsReady(end))) {
        return kills;
      }
      boolean all = random.nextInt(ALL_AT_ONCE) == 0;
      if (all || (!crashed && Instant.now().isAfter(half))) {
        crashed = true;
        say(end, "kill -9 of everything");
        stack.crash();
        kills++;
        upAgain();
      } else {
        kills += kill(end);
        if (random.nextInt(4) == 0) {
          kills += kill(end);
        }
      }
    }
    return kills;
  }

  /** However long a start takes here, something must get done between kills. */
  private boolean failsBeforeAllIsReady(Instant end) throws IOException, InterruptedException {
    while (!stack.saysItIsReady() && Instant.now().isBefore(end)) {
      if (perseverance.pause(LOOK_MILLIS)) {
        return true;
      }
    }
    return false;
  }

  /** A machine that is busy otherwise may need longer than {@code up} waits. */
  private void upAgain() {
    for (int attempt = 1; !stack.startsUp(); attempt++) {
      assertThat(attempt).as("attempts to start the stack").isLessThan(ATTEMPTS);
    }
  }

  /** Answers 0 when nothing of the role ran just now. */
  private int kill(Instant end) throws IOException {
    String role = ROLES.get(random.nextInt(ROLES.size()));
    boolean orderly = random.nextInt(ORDERLY) == 0;
    List<ProcessHandle> ended =
        orderly ? stack.askToEnd(role) : stack.killWhatRuns(role).processes();
    String how = orderly ? "end of " : "kill -9 of ";
    say(end, how + role + (ended.isEmpty() ? ", which does not run just now" : ""));
    return ended.isEmpty() ? 0 : 1;
  }

  private static void say(Instant end, String what) {
    long left = Duration.between(Instant.now(), end).toSeconds();
    System.out.printf("%4d s before the end: %s%n", left, what);
  }
}
