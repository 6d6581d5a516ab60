package io.lamella.bench.micro;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Run;
import io.lamella.content.manifest.Sealer;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** A version of N files is sealed, and then ten changes in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Sealing {
  private static final int A_FOLDER = 500;
  private static final int CHANGES = 10;
  private static final Digest PACK = Digest.of(new byte[] {1});

  @Param({"10000", "100000", "1000000"})
  private int files = 10_000;

  private final MemoryPacks packs = new MemoryPacks();
  private List<Change> all = List.of();
  private List<Change> few = List.of();
  private @Nullable Manifest parent;

  @Setup
  public void seal() throws IOException {
    List<Change> puts = new ArrayList<>(files);
    for (int i = 0; i < files; i++) {
      puts.add(put(i, 0));
    }
    all = Run.close(puts);
    List<Change> again = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      again.add(put(i * (files / CHANGES), 1));
    }
    few = Run.close(again);
    parent = new Manifest(packs, Sealer.seal(null, Run.of(all), packs).root());
  }

  /** All files at once. */
  @Benchmark
  public Sealer.Result whole() throws IOException {
    return Sealer.seal(null, Run.of(all), packs);
  }

  /** Ten changed files, from all over the parent. */
  @Benchmark
  public Sealer.Result tenChanges() throws IOException {
    return Sealer.seal(parent, Run.of(few), packs);
  }

  private static Change put(int i, int turn) {
    Digest digest = Digest.of(ByteBuffer.allocate(8).putInt(i).putInt(turn).flip());
    Extent extent =
        new Extent(new PackRef(MemoryPacks.DOMAIN, PACK, 0), i * 8_200L, 8_200, 8_192, i, 1);
    String path = String.format(Locale.ROOT, "%04d/%07d.bin", i / A_FOLDER, i);
    return new Change.Put(
        new Entry.File(EntryPath.of(path), 8_192, false, digest, List.of(extent), 0, 0644));
  }
}
