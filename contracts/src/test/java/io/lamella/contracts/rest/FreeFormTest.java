package io.lamella.contracts.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreeFormTest {
  @Test
  void metadataMayHoldNulls() {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("labels", null);

    CreateVersion wish =
        new CreateVersion(
            null, "p", "n", null, List.of(), List.of(), null, null, List.of(), null, null, null,
            null, metadata, metadata);

    assertThat(wish.metadata()).isEqualTo(metadata);
    assertThat(wish.producedBy()).isEqualTo(metadata);
  }
}
