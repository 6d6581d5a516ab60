package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.ExtentBatch.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExtentBatchPropertyTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Property(tries = 100)
  void everyRequestGetsItsChunksInOrder(@ForAll Random random) throws IOException {
    // Given: runs of slots of three packs, some of them overlapping or wanted twice
    List<Request<Integer>> requests = new ArrayList<>();
    Map<Integer, byte[]> expected = new HashMap<>();
    for (int p = 0; p < 3; p++) {
      long seed = random.nextLong();
      List<byte[]> chunks =
          IntStream.range(0, 30).mapToObj(i -> Samples.mixed(seed + i, 1 + 500 * i)).toList();
      MemoryPacks.Written pack = packs.add(chunks);
      for (int i = random.nextInt(10); i > 0; i--) {
        int first = random.nextInt(30);
        int count = 1 + random.nextInt(Math.min(5, 30 - first));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        chunks.subList(first, first + count).forEach(whole::writeBytes);
        expected.put(requests.size(), whole.toByteArray());
        requests.add(new Request<>(requests.size(), pack.extent(first, count)));
      }
    }
    Collections.shuffle(requests, random);

    // When
    Map<Integer, ByteArrayOutputStream> read = new HashMap<>();
    for (ExtentBatch<Integer> batch : ExtentBatch.plan(requests)) {
      batch.read(
          packs,
          (key, chunk, bytes) -> {
            assertThat(Digest.of(bytes)).isEqualTo(chunk);
            MemoryPacks.drain(bytes, read.computeIfAbsent(key, k -> new ByteArrayOutputStream()));
          });
    }

    // Then
    assertThat(read.keySet()).isEqualTo(expected.keySet());
    read.forEach((key, bytes) -> assertThat(bytes.toByteArray()).isEqualTo(expected.get(key)));
  }
}
