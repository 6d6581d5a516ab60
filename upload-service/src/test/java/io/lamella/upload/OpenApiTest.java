package io.lamella.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} describes every route, and is served. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class OpenApiTest {
  @Inject Router router;

  @Test
  void theDocumentHasEveryRouteAndNoOther() {
    Set<String> routes =
        router.getRoutes().stream()
            .map(Route::getPath)
            .filter(path -> path != null && path.startsWith("/v1/"))
            .map(path -> path.replaceAll(":\\w+", "*").replaceAll("/$", "/*"))
            .collect(Collectors.toSet());
    Map<String, Object> described =
        given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");

    assertThat(described.keySet().stream().map(path -> path.replaceAll("\\{\\w+}", "*")))
        .containsExactlyInAnyOrderElementsOf(routes);
  }
}
