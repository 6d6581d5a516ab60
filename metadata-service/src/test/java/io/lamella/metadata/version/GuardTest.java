package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.rest.VersionView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class GuardTest {
  private static final String PROJECT = "guard";

  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest = 'x'",
        "root = '{}'",
        "files = files + 1",
        "bytes = 0",
        "stored_bytes = 0",
        "added = added + 1",
        "domains = '{\"all\": []}'",
        "epoch = epoch + 1",
        "state = 'UPLOADING', digest = NULL, root = NULL, epoch = epoch + 1",
        "state = 'ABORTED', digest = NULL, root = NULL, epoch = epoch + 1",
        "number = '9.9.9'",
        "store = 'file:///elsewhere'"
      })
  void theContentOfAFinalVersionCannotBeChanged(String change) {
    VersionView sealed = sealedVersion(PROJECT, fresh("final"));

    assertThatThrownBy(() -> update(sealed.id(), change)).isInstanceOf(PgException.class);
  }

  @Test
  void whatIsNotContentCan() {
    VersionView sealed = sealedVersion(PROJECT, fresh("final"));

    assertThatCode(() -> update(sealed.id(), "description = 'new', tags = '{a}'"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state = 'FINAL', digest = 'x', root = '{}'",
        "state = 'PUBLISHED', digest = 'x', root = '{}'",
        "state = 'FAILED', failure_code = 'x', epoch = epoch + 1",
        "state = 'ABORTED'",
        "sealing = true",
        "epoch = epoch - 1"
      })
  void anOpenDraftGoesNowhereWithoutItsTurn(String change) {
    VersionView draft = create(PROJECT, fresh("draft"));

    assertThatThrownBy(() -> update(draft.id(), change)).isInstanceOf(PgException.class);
  }

  @Test
  void parentsCannotBeChangedOnceTheDraftIsSealing() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    VersionView other = sealedVersion(PROJECT, fresh("other"));
    VersionView child = child(parent.id());
    finalizeVersion(child.id());

    assertThatThrownBy(() -> addParent(child.id(), 1, other.id())).isInstanceOf(PgException.class);
    assertThatThrownBy(() -> run("DELETE FROM version_parent WHERE version = $1", child.id()))
        .isInstanceOf(PgException.class);
    assertThatThrownBy(
            () -> run("UPDATE version_parent SET position = 7 WHERE version = $1", child.id()))
        .isInstanceOf(PgException.class);
  }

  @Test
  void onlySealedVersionsCanBeParents() {
    VersionView draft = create(PROJECT, fresh("draft"));
    VersionView other = create(PROJECT, fresh("other"));

    assertThatThrownBy(() -> addParent(draft.id(), 0, other.id())).isInstanceOf(PgException.class);
    seal(other.id());
    assertThatCode(() -> addParent(draft.id(), 0, other.id())).doesNotThrowAnyException();
  }

  private void update(UUID id, String change) {
    run("UPDATE version SET " + change + " WHERE id = $1", id);
  }

  private void addParent(UUID version, int position, UUID parent) {
    pool.preparedQuery("INSERT INTO version_parent (version, position, parent) VALUES ($1, $2, $3)")
        .execute(Tuple.of(version, position, parent))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private void run(String sql, UUID id) {
    pool.preparedQuery(sql).execute(Tuple.of(id)).await().atMost(Duration.ofSeconds(10));
  }
}
