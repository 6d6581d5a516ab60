package io.lamella.content.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoresTest {
  private final ObjectStores stores = new ObjectStores();

  @Test
  void keepsOneStoreOfEachFolder(@TempDir Path folder) throws IOException {
    // Given
    ObjectStore store = stores.open(folder.resolve("a").toUri());

    // When
    ObjectStore same = stores.open(URI.create("file:" + folder.resolve("b/../a") + "/"));
    ObjectStore other = stores.open(folder.resolve("b").toUri());

    // Then
    assertThat(same).isSameAs(store);
    assertThat(other).isNotSameAs(store);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket", "http://host/x", "relative/path", "file:relative"})
  void refusesOtherUrisAndNamesWhatIsSupported(String uri) {
    assertThatThrownBy(() -> stores.open(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file:");
  }
}
