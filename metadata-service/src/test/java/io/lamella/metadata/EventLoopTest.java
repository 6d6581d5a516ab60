package io.lamella.metadata;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.seal;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.BlockedThreads;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class EventLoopTest {
  @Test
  void nothingBlocksAnEventLoop() {
    try (BlockedThreads blocked = new BlockedThreads()) {
      VersionView sealed = seal(create("loops", fresh("d")).id());
      child(sealed.id());
      post("/v1/versions/" + sealed.id() + "/publish").then().statusCode(200);
      get("/v1/versions?unfinished=true&project=loops").then().statusCode(200);
      get("/v1/resolve?name=" + sealed.name()).then().statusCode(200);
      get("/v1/versions/" + sealed.id() + "/lineage?direction=down").then().statusCode(200);
      given()
          .delete("/v1/versions/" + sealed.id() + "?cascade=true&force=true")
          .then()
          .statusCode(200);

      assertThat(blocked.said()).isEmpty();
    }
  }
}
