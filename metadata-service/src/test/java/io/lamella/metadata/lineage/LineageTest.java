package io.lamella.metadata.lineage;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LineageTest {
  private static final String PROJECT = "lineage";

  @Inject Pool pool;

  @Test
  void walksUpAndDownNearestFirst() {
    VersionView root = sealedVersion(PROJECT, fresh("chain"));
    VersionView middle = seal(child(root.id()).id());
    VersionView leaf = seal(child(middle.id()).id());
    VersionView draft = child(middle.id());

    assertThat(walk(draft.id(), "/lineage?direction=up")).containsExactly(middle.id(), root.id());
    assertThat(walk(draft.id(), "/lineage?depth=1")).containsExactly(middle.id());
    assertThat(walk(root.id(), "/lineage?direction=down"))
        .containsExactly(middle.id(), draft.id(), leaf.id());
    assertThat(walk(root.id(), "/lineage?direction=down&depth=1")).containsExactly(middle.id());
    assertThat(walk(middle.id(), "/children")).containsExactly(draft.id(), leaf.id());
    assertThat(walk(root.id(), "/lineage")).isEmpty();
  }

  @Test
  void eachVersionOfDiamondsComesOnce() {
    VersionView top = sealedVersion(PROJECT, fresh("diamonds"));
    UUID last = top.id();
    for (int i = 0; i < 4; i++) {
      UUID left = seal(child(last).id()).id();
      UUID right = seal(child(last).id()).id();
      UUID bottom = child(left).id();
      addParent(bottom, right);
      last = seal(bottom).id();
    }

    List<UUID> up = walk(last, "/lineage?direction=up");
    List<UUID> down = walk(top.id(), "/lineage?direction=down");

    assertThat(up).hasSize(12).doesNotHaveDuplicates().endsWith(top.id());
    assertThat(down).hasSize(12).doesNotHaveDuplicates().endsWith(last);
  }

  @Test
  void whatCannotBeUnderstoodIsRefused() {
    VersionView draft = create(PROJECT, fresh("refused"));
    String address = "/v1/versions/" + draft.id() + "/lineage";

    assertThat(problem(get(address + "?direction=sideways"), 400)).isEqualTo("invalid-request");
    assertThat(problem(get(address + "?depth=0"), 400)).isEqualTo("invalid-request");
    assertThat(problem(get("/v1/versions/" + UUID.randomUUID() + "/lineage"), 404))
        .isEqualTo("version-not-found");
  }

  private static List<UUID> walk(UUID id, String query) {
    return get("/v1/versions/" + id + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<String>getList("id")
        .stream()
        .map(UUID::fromString)
        .toList();
  }

  private void addParent(UUID version, UUID parent) {
    pool.preparedQuery("INSERT INTO version_parent (version, position, parent) VALUES ($1, 1, $2)")
        .execute(Tuple.of(version, parent))
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
