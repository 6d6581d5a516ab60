package io.lamella.content.manifest;

import com.github.luben.zstd.Zstd;
import io.lamella.content.Cursor;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a run, block by block. */
final class RunEncoder {
  private final OutputStream out;
  private final RowWriter rows = new RowWriter();
  private RowWriter.Places places = new RowWriter.Places(new PackTableWriter(null));
  private int count;

  private RunEncoder(OutputStream out) {
    this.out = out;
  }

  static long encode(Cursor<Change> run, OutputStream out) throws IOException {
    ByteWriter header = new ByteWriter();
    header.u32(RunFormat.MAGIC);
    header.u8(RunFormat.VERSION);
    out.write(header.toBytes());
    RunEncoder encoder = new RunEncoder(out);
    RunRules rules = new RunRules();
    long changes = 0;
    for (Change change = run.next(); change != null; change = run.next()) {
      String problem = rules.problem(change);
      if (problem != null) {
        throw new IllegalArgumentException(problem);
      }
      encoder.add(change);
      changes++;
    }
    encoder.flush();
    encoder.end(changes);
    return changes;
  }

  private void add(Change change) throws IOException {
    if (change instanceof Change.Put put) {
      rows.canonical(put.entry());
      places.entry(put.entry());
    } else if (change instanceof Change.Delete) {
      rows.delete(change.path());
    } else {
      rows.deleteTree(change.path());
    }
    count++;
    if (count == RunFormat.BLOCK_CHANGES
        || rows.length() + places.length() >= RunFormat.BLOCK_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (count == 0) {
      return;
    }
    ByteWriter raw = new ByteWriter();
    raw.varint(rows.rows.length());
    raw.varint(rows.digests.length());
    raw.raw(rows.rows);
    raw.raw(rows.digests);
    raw.raw(places.part());
    if (raw.length() > RunFormat.MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException("a change has too many extents");
    }
    byte[] payload = Zstd.compress(raw.toBytes(), RunFormat.LEVEL);
    ByteWriter header = new ByteWriter();
    header.u32(count);
    header.u32(raw.length());
    header.u32(payload.length);
    header.u32(RunFormat.crc(header.array(), header.length(), payload));
    out.write(header.toBytes());
    out.write(payload);
    rows.clear();
    places = new RowWriter.Places(new PackTableWriter(null));
    count = 0;
  }

  private void end(long changes) throws IOException {
    ByteWriter end = new ByteWriter();
    end.u32(0);
    end.u64(changes);
    end.u32(RunFormat.crc(end.array(), end.length(), new byte[0]));
    out.write(end.toBytes());
  }
}
