package io.lamella.metadata.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentAddressTest {
  private static final UUID ID = UUID.fromString("0b8d0a52-6c39-4b0e-9a8e-0f7bfa4e2c11");
  private static final String FILES = "/v1/versions/" + ID + "/files/";

  @ParameterizedTest
  @ValueSource(
      strings = {"a.txt", "a%20b/%C3%BC%0A", "a//b", "a/../b", "%2e%2e/x", "a%2Fb", "a+b;c=d"})
  void thePathIsPassedOnByteForByte(String path) {
    ContentAddress address = ContentAddress.parse(FILES + path).orElseThrow();

    assertThat(address.location("contents", "T"))
        .isEqualTo("/v1/contents/" + ID + "/files/" + path + "?ticket=T");
  }

  @Test
  void theQueryIsKept() {
    ContentAddress address = ContentAddress.parse(FILES + "a?recursive=true").orElseThrow();

    assertThat(address.location("drafts", "T"))
        .isEqualTo("/v1/drafts/" + ID + "/files/a?ticket=T&recursive=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "entries"})
  void theWholeHasAnAddressToo(String part) {
    ContentAddress address =
        ContentAddress.parse("/v1/versions/" + ID + "/" + part + "?path=a%2Fb").orElseThrow();

    assertThat(address.location("contents", "T"))
        .isEqualTo("/v1/contents/" + ID + "/" + part + "?ticket=T&path=a%2Fb");
    assertThat(ContentAddress.parse("/v1/versions/" + ID + "/" + part + "/more")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"previews", "preview", "preview/image", "statistics"})
  void whatIsMadeOfTheContentHasAnAddressToo(String part) {
    ContentAddress address =
        ContentAddress.parse("/v1/versions/" + ID + "/" + part + "?path=a%2Fb").orElseThrow();

    assertThat(address.isPreview()).isTrue();
    assertThat(address.location("previews", "T"))
        .isEqualTo("/v1/previews/" + ID + "/" + part + "?ticket=T&path=a%2Fb");
  }

  @Test
  void filesAreNoPreviewsWhateverTheirNames() {
    assertThat(ContentAddress.parse(FILES + "preview").orElseThrow().isPreview()).isFalse();
    assertThat(ContentAddress.parse("/v1/versions/" + ID + "/preview/video")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/versions", "/v1/versions/x/files/a", "/v1/contents/x/files/a"})
  void otherAddressesAreNone(String target) {
    assertThat(ContentAddress.parse(target)).isEmpty();
    assertThat(ContentAddress.parse(FILES)).isEmpty();
  }
}
