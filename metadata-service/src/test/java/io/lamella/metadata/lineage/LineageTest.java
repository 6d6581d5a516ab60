package io.lamella.metadata.lineage;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.version;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      Map<String, Object> both = Map.of("parents", List.of(left.toString(), right.toString()));
      last = seal(version(post("/v1/versions", both), 201).id()).id();
    }

    List<UUID> up = walk(last, "/lineage?direction=up");
    List<UUID> down = walk(top.id(), "/lineage?direction=down");

    assertThat(up).hasSize(12).doesNotHaveDuplicates().endsWith(top.id());
    assertThat(down).hasSize(12).doesNotHaveDuplicates().endsWith(last);
  }

  @Test
  void aViewNamesTheFirstThousandChildren() {
    VersionView parent = sealedVersion(PROJECT, fresh("many"));
    VersionView first = child(parent.id());
    run(
        "INSERT INTO version SELECT (jsonb_populate_record(v, jsonb_build_object('id',"
            + " gen_random_uuid(), 'number', 'n' || i, 'number_key', '0n' || i, 'created',"
            + " v.created + i * interval '1 s'))).*"
            + " FROM version v, generate_series(1, 1000) i WHERE id = $1",
        first.id());
    run(
        "INSERT INTO version_parent (version, position, parent) SELECT c.id, 0, e.parent FROM"
            + " version c JOIN version_parent e ON e.version = $1 WHERE c.number LIKE 'n%' AND"
            + " c.dataset = (SELECT dataset FROM version WHERE id = $1)",
        first.id());

    List<VersionLink> named = read(parent.id()).children();

    assertThat(named).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(named.get(0).id()).isEqualTo(first.id());
    assertThat(named.get(1).number()).isEqualTo("n1");
    assertThat(named.get(999).number()).isEqualTo("n999");
    assertThat(walk(parent.id(), "/children")).hasSize(1_001).contains(first.id());
    Response refused = given().delete("/v1/versions/" + parent.id());
    assertThat(problem(refused, 409)).isEqualTo("has-children");
    assertThat(refused.jsonPath().getString("detail")).contains("and 991 more");
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

  private void run(String sql, UUID id) {
    pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofMinutes(1));
  }
}
