package io.lamella.sdk.link;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be written under another name is not written. */
class GcsNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a b", "ü", "50%", "a+b", "a=1/b", "a#b"})
  void aNameThatWouldBecomeAnotherIsRefused(String name) throws IOException {
    Map<String, String> nobody = Map.of("STORAGE_EMULATOR_HOST", "http://127.0.0.1:1");
    try (Bucket bucket = Bucket.open(BucketKind.GCS, "b", nobody, Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> bucket.create(name, new byte[1]))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining(name);
    }
  }
}
