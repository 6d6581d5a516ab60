package io.lamella.upload.change;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Run;
import io.lamella.content.store.ObjectStore;
import io.lamella.content.store.ObjectStore.PutMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one run: into memory while it is short, else into an object. What is not finished leaves
 * nothing behind.
 */
final class RunWriter extends OutputStream {
  /** A run up to so many bytes lies in its row. */
  static final int INLINE = 64 * 1024;

  /** Makes the name of an object known as litter before the object exists. */
  @FunctionalInterface
  interface Litter {
    /** A fresh key under which the run may be stored. */
    String reserve();
  }

  private final ObjectStore store;
  private final Litter litter;
  private final ByteArrayOutputStream small = new ByteArrayOutputStream();
  private ObjectStore.@Nullable Upload upload;
  private @Nullable String key;
  private long bytes;

  RunWriter(ObjectStore store, Litter litter) {
    this.store = store;
    this.litter = litter;
  }

  /** Encodes the whole of a run and makes it durable, if it is not short. */
  NewRun write(Cursor<Change> run) throws IOException {
    Counting counting = new Counting(run);
    Run.encode(counting, this);
    ObjectStore.Upload object = upload;
    if (object == null) {
      return new NewRun(small.toByteArray(), null, bytes, counting.puts, counting.deletes);
    }
    object.commit();
    return new NewRun(null, key, bytes, counting.puts, counting.deletes);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    bytes += length;
    if (upload == null && bytes <= INLINE) {
      small.write(source, offset, length);
      return;
    }
    ObjectStore.Upload object = upload;
    if (object == null) {
      key = litter.reserve();
      object = store.upload(key, PutMode.REPLACE);
      upload = object;
      object.write(ByteBuffer.wrap(small.toByteArray()));
      small.reset();
    }
    object.write(ByteBuffer.wrap(source, offset, length));
  }

  @Override
  public void close() throws IOException {
    if (upload != null) {
      upload.close();
    }
  }

  /** Counts what passes. */
  private static final class Counting implements Cursor<Change> {
    private final Cursor<Change> source;
    private long puts;
    private long deletes;

    private Counting(Cursor<Change> source) {
      this.source = source;
    }

    @Override
    public @Nullable Change next() throws IOException {
      Change change = source.next();
      if (change instanceof Change.Put) {
        puts++;
      } else if (change != null) {
        deletes++;
      }
      return change;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
