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

  @Test
  void keepsOneStoreOfEachPrefixOfABucket() throws IOException {
    // Given
    ObjectStore store = stores.open(URI.create("s3://bucket/a"));

    // Then
    assertThat(stores.open(URI.create("s3://bucket/a/"))).isSameAs(store);
    assertThat(stores.open(URI.create("s3://bucket/b"))).isNotSameAs(store);
    assertThat(stores.open(URI.create("s3://bucket"))).isNotSameAs(store);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/x",
        "http://host/x",
        "relative/path",
        "file:relative",
        "s3:bucket",
        "s3:///x",
        "s3://user:secret@bucket/x",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3://bucket/a%20b",
        "s3://bucket/a?x=y"
      })
  void refusesOtherUrisAndNamesWhatIsSupported(String uri) {
    assertThatThrownBy(() -> stores.open(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file:")
        .hasMessageContaining("s3:")
        .hasMessageNotContaining("secret");
  }
}
