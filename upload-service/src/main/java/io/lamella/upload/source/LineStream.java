package io.lamella.upload.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records as the bytes of their lines. */
final class LineStream extends InputStream {
  /** Clocks of producers may say anything; a file has a time that can be written down. */
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final RangeReader reader;
  private final RecordLine form;
  private final @Nullable Instant begun;
  private Iterator<ConsumerRecord<byte[], byte[]>> coming;
  private byte[] line = new byte[0];
  private int at;

  /** Reads the first records, so that what is wrong with them is known at once. */
  LineStream(RangeReader reader, RecordLine form) throws IOException {
    this.reader = reader;
    this.form = form;
    List<ConsumerRecord<byte[], byte[]>> first = reader.next();
    this.begun = first.isEmpty() ? null : time(first.get(0).timestamp());
    this.coming = first.iterator();
  }

  private static @Nullable Instant time(long millis) {
    return millis < 0 || millis > LATEST.toEpochMilli() ? null : Instant.ofEpochMilli(millis);
  }

  /** The time of the first record; null: there is none. */
  @Nullable Instant begun() {
    return begun;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int filled = 0;
    while (filled < length && (at < line.length || advanced(filled == 0))) {
      int piece = Math.min(length - filled, line.length - at);
      System.arraycopy(line, at, target, from + filled, piece);
      at += piece;
      filled += piece;
    }
    return filled == 0 && length > 0 ? -1 : filled;
  }

  /** Whether there is another line; one that has to come first is waited for only if asked. */
  private boolean advanced(boolean wait) throws IOException {
    if (!coming.hasNext() && wait) {
      coming = reader.next().iterator();
    }
    if (!coming.hasNext()) {
      return false;
    }
    line = form.of(coming.next());
    at = 0;
    return true;
  }

  @Override
  public void close() {
    reader.close();
  }
}
