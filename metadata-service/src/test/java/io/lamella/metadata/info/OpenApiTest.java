package io.lamella.metadata.info;

import static io.lamella.metadata.Catalogue.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} says what the sources say. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class OpenApiTest {

  /**
   * Rewritten by {@code mvn -pl metadata-service -am test -Dtest=OpenApiTest -Dlamella.write-docs}.
   */
  @Test
  void theDocumentIsTrue() throws IOException {
    Path document = Path.of("src/main/resources/openapi.yaml");
    String made = get("/q/openapi-of-the-sources").asString();
    if (System.getProperty("lamella.write-docs") != null) {
      Files.writeString(document, made);
    }

    assertThat(document).content().isEqualTo(made);
  }

  @Test
  void itIsServedAsItIsOrAsJson() throws IOException {
    assertThat(get("/q/openapi").contentType()).isEqualTo("application/yaml;charset=UTF-8");
    assertThat(get("/q/openapi").asString())
        .isEqualTo(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    assertThat(get("/q/openapi?format=json").contentType())
        .isEqualTo("application/json;charset=UTF-8");
    assertThat(get("/q/openapi?format=json").jsonPath().getMap("paths"))
        .hasSameSizeAs(get("/q/openapi-of-the-sources?format=json").jsonPath().getMap("paths"))
        .containsKeys("/v1/versions", "/v1/versions/{id}/files/{path}");
  }
}
