package io.lamella.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, told apart from a later one that was given the same pid.
 *
 * @param pid its number
 * @param started when it started, as precise as the system says; null where the system hides it
 */
public record ProcessIdentity(long pid, @Nullable Instant started) {
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);
  private static final Duration KILL = Duration.ofSeconds(10);

  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(null));
  }

  /** Reads what {@link #line} wrote. */
  public static ProcessIdentity parse(String line) {
    String[] parts = line.trim().split(" ");
    return new ProcessIdentity(
        Long.parseLong(parts[0]), parts.length > 1 ? Instant.parse(parts[1]) : null);
  }

  /** What a file holds; empty when it is not there, or not whole because its writer died. */
  public static Optional<ProcessIdentity> read(Path file) {
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (IOException | NumberFormatException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Both parts on one line, for a file. */
  public String line() {
    return started == null ? Long.toString(pid) : pid + " " + started;
  }

  /** This very process, while it lives; one that only waits for its parent's notice does not. */
  public Optional<ProcessHandle> alive() {
    return ProcessHandle.of(pid)
        .filter(process -> startedLike(of(process)))
        .filter(process -> !hasEnded())
        // At last: its parent may just have taken notice, and nothing tells any more what it was.
        .filter(ProcessHandle::isAlive);
  }

  /**
   * Ends the process if it still lives: asks it to go, and kills it after {@code patience}. Returns
   * when it is gone, or when even the kill had no effect for ten seconds.
   */
  public void end(Duration patience) {
    Optional<ProcessHandle> process = alive();
    if (process.isEmpty()) {
      return;
    }
    if (!patience.isZero()) {
      process.get().destroy();
      if (Await.until(() -> alive().isEmpty(), patience)) {
        return;
      }
    }
    process.get().destroyForcibly();
    Await.until(() -> alive().isEmpty(), KILL);
  }

  /** The system derives start times from the clock, which may have been set right since. */
  private boolean startedLike(ProcessIdentity other) {
    return started == null
        || other.started == null
        || Duration.between(started, other.started).abs().compareTo(CLOCK_SLACK) <= 0;
  }

  /** It waits for its parent's notice (Z), or its parent takes notice at this moment (X). */
  private boolean hasEnded() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      int state = stat.lastIndexOf(')') + 2;
      return state < stat.length() && "ZX".indexOf(stat.charAt(state)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
