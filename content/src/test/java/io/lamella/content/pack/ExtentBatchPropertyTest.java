package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.pack.ExtentBatch.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExtentBatchPropertyTest {
  @Property(tries = 100)
  void everyRequestLiesInTheRangeOfOneBatch(@ForAll Random random) {
    // Given: ranges of three packs, some of them overlapping or wanted twice
    List<Request<Integer>> requests = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      PackRef pack = new PackRef(MemoryPacks.DOMAIN, Digest.EMPTY, random.nextInt(3));
      long offset = random.nextInt(32 << 20);
      long storedLength = 60 + random.nextInt(1 << (1 + random.nextInt(22)));
      Extent extent = new Extent(pack, offset, storedLength, storedLength - 52, 0, 1);
      requests.add(new Request<>(requests.size(), extent));
      if (random.nextInt(5) == 0) {
        requests.add(new Request<>(requests.size(), extent));
      }
    }

    // When
    List<Integer> planned = new ArrayList<>();
    for (ExtentBatch<Integer> batch : ExtentBatch.plan(requests)) {
      for (Request<Integer> request : batch.requests()) {
        planned.add(request.key());

        // Then
        assertThat(request.extent().pack()).isEqualTo(batch.pack());
        assertThat(request.extent().offset()).isGreaterThanOrEqualTo(batch.offset());
        assertThat(request.extent().end()).isLessThanOrEqualTo(batch.offset() + batch.length());
      }
    }
    assertThat(planned)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, requests.size()).boxed().toList());
  }
}
