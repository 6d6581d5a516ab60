package io.lamella.bench.micro;

import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.chunk.Chunker;
import io.lamella.content.chunk.FastCdc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

/** 64 MiB of random bytes: where they are cut, and what hashing them adds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Cutting {
  private static final int BYTES = 64 << 20;

  @Param({"FINE", "DEFAULT", "COARSE"})
  private ChunkProfile profile = ChunkProfile.DEFAULT;

  private final byte[] data = new byte[BYTES];

  @Setup
  public void fill() {
    new SplittableRandom(1).nextBytes(data);
  }

  /** Cut points alone; the number of chunks. */
  @Benchmark
  public int cutPoints() {
    FastCdc cdc = new FastCdc(profile.min(), profile.average(), profile.max(), 0);
    int chunks = 0;
    for (int at = 0; at < data.length; chunks++) {
      at += cdc.cut(data, at, data.length);
    }
    return chunks;
  }

  /** Cut points, the ids of the chunks and the digest of the file. */
  @Benchmark
  public int chunks() throws IOException {
    Chunker chunker = new Chunker(profile);
    chunker.reset(new ByteArrayInputStream(data));
    int chunks = 0;
    while (chunker.next() != null) {
      chunks++;
    }
    return chunks;
  }
}
