package io.lamella.bench.micro;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 16 MiB of chunks become a pack that nobody keeps. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Packing {
  private static final int BYTES = 16 << 20;

  /** What the chunks are like. */
  public enum Content {
    /** Nothing makes it smaller. */
    NOISE(256),
    /** Letters of a small alphabet. */
    TEXT(12);

    private final int letters;

    Content(int letters) {
      this.letters = letters;
    }
  }

  @Param private Content content = Content.NOISE;

  @Param({"8192", "65536"})
  private int chunkBytes = 65_536;

  private ByteBuffer data = ByteBuffer.allocate(0);
  private Digest[] ids = new Digest[0];

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(content.letters);
    }
    data = ByteBuffer.wrap(bytes);
    ids = new Digest[BYTES / chunkBytes];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Digest.of(data.slice(i * chunkBytes, chunkBytes));
    }
  }

  @Benchmark
  public PackIndex pack() throws IOException {
    PackWriter writer = new PackWriter(bytes -> bytes.position(bytes.limit()));
    for (int i = 0; i < ids.length; i++) {
      writer.add(ids[i], data.slice(i * chunkBytes, chunkBytes));
    }
    return writer.finish();
  }
}
