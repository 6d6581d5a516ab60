package io.lamella.bench.measure;

/**
 * A command that ended well.
 *
 * @param seconds from before its process was made until it had ended
 * @param cpuSeconds what it took of processors; 0 where the system does not say
 * @param peakBytes the most memory that it had resident; 0 where the system does not say
 * @param out what it said on stdout
 */
public record Timed(double seconds, double cpuSeconds, long peakBytes, String out) {
  public Timed {
    if (seconds < 0 || peakBytes < 0) {
      throw new IllegalArgumentException("less than nothing: " + seconds + ", " + peakBytes);
    }
  }
}
