package io.lamella.bench.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one tool took in one round.
 *
 * @param seconds how long it took
 * @param cpuSeconds what its process took of processors; 0: not known
 * @param serverSeconds what the servers behind it took of processors meanwhile
 * @param peakBytes the most memory that its process had resident; 0: not known
 * @param bytes what it says that it sent, stored or fetched, by that word
 */
public record Sample(
    double seconds,
    double cpuSeconds,
    double serverSeconds,
    long peakBytes,
    Map<String, Long> bytes) {
  /** What went over the wire to the server. */
  public static final String SENT = "sent";

  /** What lies in the store because of it. */
  public static final String STORED = "stored";

  /** What came over the wire from the server. */
  public static final String FETCHED = "fetched";

  public Sample {
    bytes = Map.copyOf(bytes);
  }

  /** One that says nothing but its time and memory. */
  public static Sample of(Timed timed) {
    return of(timed, 0);
  }

  /** The same of a client. */
  public static Sample of(Timed timed, double serverSeconds) {
    return new Sample(
        timed.seconds(), timed.cpuSeconds(), serverSeconds, timed.peakBytes(), Map.of());
  }

  /** The same with one more number of bytes. */
  public Sample with(String what, long count) {
    Map<String, Long> more = new LinkedHashMap<>(bytes);
    more.put(what, count);
    return new Sample(seconds, cpuSeconds, serverSeconds, peakBytes, more);
  }

  /** A number of bytes that it says; 0 when it says nothing of them. */
  public long count(String what) {
    return bytes.getOrDefault(what, 0L);
  }

  /** This one and then another one, which says no bytes. */
  public Sample then(Sample next) {
    return new Sample(
        seconds + next.seconds,
        cpuSeconds + next.cpuSeconds,
        serverSeconds + next.serverSeconds,
        Math.max(peakBytes, next.peakBytes),
        bytes);
  }
}
