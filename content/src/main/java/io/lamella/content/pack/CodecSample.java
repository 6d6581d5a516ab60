package io.lamella.content.pack;

/**
 * Whether compression pays off around here: what the last frames that were tried have saved, newer
 * ones weighing more. Where it does not, a frame is tried only now and then, ever more rarely, but
 * so that a change of content is noticed within 16 frames or 4 MiB.
 */
final class CodecSample {
  private static final int MEMORY = 1 << 20;
  private static final int MAX_PAUSE = 16;
  private static final int MAX_PAUSE_BYTES = 4 << 20;

  private long triedRaw;
  private long triedStored;
  private int pause = 1;
  private int skipped;
  private long skippedBytes;

  /** The most that {@code raw} bytes may become for compression to be worth it: 5 % less. */
  static int worth(int raw) {
    return raw - Math.max(1, (raw + 19) / 20);
  }

  /** Whether to compress the next frame, of {@code raw} bytes. */
  boolean tries(int raw) {
    if (pays() || skipped >= pause || skippedBytes + raw > MAX_PAUSE_BYTES) {
      return true;
    }
    skipped++;
    skippedBytes += raw;
    return false;
  }

  /** A frame was tried and is now stored in {@code stored} bytes, {@code raw} when in vain. */
  void tried(int raw, int stored) {
    if (!pays()) {
      // The first look behind a pause: what was before it counts no more.
      triedRaw = 0;
      triedStored = 0;
    } else if (triedRaw > MEMORY) {
      triedRaw /= 2;
      triedStored /= 2;
    }
    triedRaw += raw;
    triedStored += stored;
    pause = pays() ? 1 : Math.min(2 * pause, MAX_PAUSE);
    skipped = 0;
    skippedBytes = 0;
  }

  private boolean pays() {
    return triedStored <= triedRaw - triedRaw / 20;
  }
}
