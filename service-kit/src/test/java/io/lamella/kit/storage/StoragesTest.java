package io.lamella.kit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoragesTest {
  @TempDir Path folder;

  private record Named(
      String uri,
      Optional<Path> variablesFile,
      boolean directReads,
      Optional<String> directEndpoint)
      implements StorageConfig.Named {
    Named(String uri) {
      this(uri, Optional.empty(), false, Optional.empty());
    }

    Named(String uri, Path variables) {
      this(uri, Optional.of(variables), false, Optional.empty());
    }
  }

  private static Storages storages(Map<String, StorageConfig.Named> named) {
    return new Storages(() -> named);
  }

  @Test
  void aStoreIsFoundByItsNameAndReachedByItsOwnVariables() throws IOException {
    // Given
    Path lake = folder.resolve("lake");
    Files.writeString(lake, "# of the lake\nAWS_ACCESS_KEY_ID=lake-key \nAWS_REGION=eu-west-1\n");
    Path inner = Files.writeString(folder.resolve("inner"), "AWS_ACCESS_KEY_ID=inner-key\n");

    // When
    Storages storages =
        storages(
            Map.of(
                "lake", new Named("s3://lake/", lake),
                "inner", new Named("s3://lake/inner", inner),
                "plain", new Named("gs://plain")));

    // Then
    assertThat(storages.byName()).containsOnlyKeys("inner", "lake", "plain");
    assertThat(storages.uri("lake")).contains("s3://lake");
    assertThat(storages.uri("other")).isEmpty();
    assertThat(storages.variables(URI.create("s3://lake/sets/")))
        .containsEntry("AWS_ACCESS_KEY_ID", "lake-key")
        .containsEntry("AWS_REGION", "eu-west-1")
        .containsAllEntriesOf(System.getenv());
    assertThat(storages.variables(URI.create("s3://lake/inner/x")))
        .containsEntry("AWS_ACCESS_KEY_ID", "inner-key")
        .doesNotContainEntry("AWS_REGION", "eu-west-1");
    assertThat(storages.variables(URI.create("s3://lake2/x"))).isEqualTo(System.getenv());
    assertThat(storages.variables(URI.create("gs://plain"))).isEqualTo(System.getenv());
  }

  @Test
  void clientsAreGivenTheirOwnAddressOfAStoreThatIsOpenToThem() throws IOException {
    Path lake = Files.writeString(folder.resolve("lake"), "AWS_ENDPOINT_URL=http://inside:9000\n");
    Storages storages =
        storages(
            Map.of(
                "lake",
                new Named("s3://lake", Optional.of(lake), true, Optional.of("https://outside")),
                "blobs",
                new Named("azblob://x", Optional.empty(), true, Optional.of("https://blobs")),
                "same",
                new Named("s3://same", Optional.empty(), true, Optional.empty()),
                "closed",
                new Named("s3://lake/closed")));

    assertThat(storages.isReadDirectly(URI.create("s3://lake/sets"))).isTrue();
    assertThat(storages.isReadDirectly(URI.create("s3://same"))).isTrue();
    assertThat(storages.isReadDirectly(URI.create("s3://other"))).isFalse();
    assertThat(storages.variablesOfClients(URI.create("s3://lake/sets")))
        .containsEntry("AWS_ENDPOINT_URL", "http://inside:9000")
        .containsEntry("AWS_ENDPOINT_URL_S3", "https://outside");
    assertThat(storages.variables(URI.create("s3://lake/sets")))
        .doesNotContainEntry("AWS_ENDPOINT_URL_S3", "https://outside");
    assertThat(storages.variablesOfClients(URI.create("azblob://x")))
        .containsEntry("AZURE_STORAGE_ENDPOINT", "https://blobs");
    assertThat(storages.variablesOfClients(URI.create("s3://same"))).isEqualTo(System.getenv());
  }

  @Test
  void aStorageWithinAnOpenOneSaysForItself() {
    Storages storages =
        storages(
            Map.of(
                "lake",
                new Named("s3://lake", Optional.empty(), true, Optional.empty()),
                "closed",
                new Named("s3://lake/closed")));

    assertThat(storages.isReadDirectly(URI.create("s3://lake/closed/x"))).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNamedWithItsSetting() {
    Named absent = new Named("s3://lake", folder.resolve("absent"));

    assertThatThrownBy(() -> storages(Map.of("lake", absent)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("lamella.storages.lake.variables-file: ")
        .hasMessageEndingWith("cannot be read");
  }

  @Test
  void whoNamesNoneHasNone() {
    assertThat(storages(Map.of()).byName()).isEmpty();
  }
}
