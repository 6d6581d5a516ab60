package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AssemblyPropertyTest {
  private static final int CHUNKS = 24;

  private final byte[] pack;
  private final PackIndex index;
  private final PackRef ref;

  AssemblyPropertyTest() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PackWriter writer =
        new PackWriter(
            buffer -> {
              byte[] some = new byte[buffer.remaining()];
              buffer.get(some);
              bytes.writeBytes(some);
            });
    Random random = new Random(7);
    for (int i = 0; i < CHUNKS; i++) {
      byte[] chunk = new byte[30_000 + random.nextInt(60_000)];
      random.nextBytes(chunk);
      writer.add(Digest.of(chunk), ByteBuffer.wrap(chunk));
    }
    index = writer.finish();
    ref = new PackRef(TestStore.DOMAIN, index.id(), 0);
    pack = bytes.toByteArray();
  }

  @Property(tries = 150)
  void piecesGiveTheNewFile(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 6) int oldRuns,
      @ForAll @IntRange(min = 1, max = 6) int newRuns)
      throws IOException {
    // Given
    Entry.File old = file(random, oldRuns);
    Entry.File file = file(random, newRuns);
    byte[] oldContent = content(old.extents());

    // When
    List<Piece> pieces = Assembly.plan(old, file, source());

    // Then
    if (pieces == null) {
      return;
    }
    ByteArrayOutputStream assembled = new ByteArrayOutputStream();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Local local) {
        assembled.write(oldContent, (int) local.from(), (int) local.length());
      } else if (piece instanceof Piece.Remote remote) {
        assembled.writeBytes(content(List.of(remote.extent())));
      }
    }
    assertThat(Digest.of(assembled.toByteArray())).isEqualTo(file.digest());
  }

  /** A file of some runs of slots, which do not overlap, in any order. */
  private Entry.File file(Random random, int runs) throws IOException {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      int share = CHUNKS / runs;
      int first = i * share + random.nextInt(share);
      int count = 1 + random.nextInt((i + 1) * share - first);
      extents.add(index.extent(ref, first, count));
    }
    if (random.nextBoolean()) {
      extents.add(0, extents.remove(extents.size() - 1));
    }
    byte[] content = content(extents);
    return new Entry.File(
        EntryPath.of("file"), content.length, false, Digest.of(content), extents, 0, 0644);
  }

  private byte[] content(List<Extent> extents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExtentReader reader = new ExtentReader(source());
    for (Extent extent : extents) {
      reader.read(
          extent,
          chunk -> {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            out.writeBytes(bytes);
          });
    }
    return out.toByteArray();
  }

  private PackSource source() {
    return (which, offset, length) -> new ByteArrayInputStream(pack, (int) offset, (int) length);
  }
}
