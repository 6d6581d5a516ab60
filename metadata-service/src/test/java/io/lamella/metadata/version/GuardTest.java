package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class GuardTest {
  private static final String PROJECT = "guard";
  private static final String CHECK_VIOLATION = "23514";

  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest = 'x'",
        "root = '{}'",
        "digest = NULL, root = NULL",
        "files = files + 1",
        "links = links + 1",
        "bytes = 0",
        "stored_bytes = 0",
        "added = added + 1",
        "modified = modified + 1",
        "removed = removed + 1",
        "domains = '{\"all\": []}'",
        "epoch = epoch + 1",
        "sealing = true",
        "state = 'UPLOADING', digest = NULL, root = NULL, epoch = epoch + 1",
        "state = 'UPLOADING', sealing = true, digest = NULL, root = NULL, epoch = epoch + 1",
        "state = 'ABORTED', digest = NULL, root = NULL, epoch = epoch + 1",
        "state = 'FAILED', failure_code = 'x', digest = NULL, root = NULL, epoch = epoch + 1",
        "id = gen_random_uuid()",
        "dataset = gen_random_uuid()",
        "number = '9.9.9'",
        "number_key = '9'",
        "domain = 'elsewhere'",
        "store = 'file:///elsewhere'",
        "profile = 'fine'",
        "created = now()"
      })
  void theContentOfAFinalVersionCannotBeChanged(String change) {
    VersionView sealed = sealedVersion(PROJECT, fresh("final"));

    refused(() -> update(sealed.id(), change));
    publish(sealed);
    refused(() -> update(sealed.id(), change));
  }

  @Test
  void whatIsPublishedStaysPublished() {
    VersionView sealed = sealedVersion(PROJECT, fresh("published"));
    publish(sealed);

    refused(() -> update(sealed.id(), "state = 'FINAL'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FINAL", "PUBLISHED"})
  void noVersionBeginsSealed(String state) {
    VersionView sealed = sealedVersion(PROJECT, fresh("copied"));

    refused(
        () ->
            run(
                "INSERT INTO version SELECT (jsonb_populate_record(v, jsonb_build_object('id',"
                    + " gen_random_uuid(), 'number', 'x', 'number_key', '0x', 'state', '"
                    + state
                    + "'))).* FROM version v WHERE id = $1",
                sealed.id()));
  }

  @Test
  void theParentsOfAFinalVersionCannotBeChanged() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    VersionView other = sealedVersion(PROJECT, fresh("other"));
    VersionView child = seal(child(parent.id()).id());

    refused(() -> addParent(child.id(), 1, other.id()));
    refused(() -> run("DELETE FROM version_parent WHERE version = $1", child.id()));
    refused(() -> run("UPDATE version_parent SET position = 7 WHERE version = $1", child.id()));
    refused(() -> run("UPDATE version_parent SET parent = $1", other.id()));
  }

  @Test
  void aVersionWithChildrenCannotBeTakenAway() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    child(parent.id());

    assertThatThrownBy(() -> run("DELETE FROM version WHERE id = $1", parent.id()))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("23503"));
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
        "state = 'FAILED', failure_code = 'x'",
        "state = 'FAILED', epoch = epoch + 1",
        "state = 'ABORTED'",
        "sealing = true",
        "epoch = epoch - 1"
      })
  void anOpenDraftGoesNowhereWithoutItsTurn(String change) {
    VersionView draft = create(PROJECT, fresh("draft"));

    refused(() -> update(draft.id(), change));
  }

  @Test
  void parentsCannotBeChangedOnceTheDraftIsSealing() {
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    VersionView other = sealedVersion(PROJECT, fresh("other"));
    VersionView child = child(parent.id());
    finalizeVersion(child.id());

    refused(() -> addParent(child.id(), 1, other.id()));
    refused(() -> run("DELETE FROM version_parent WHERE version = $1", child.id()));
    refused(() -> run("UPDATE version_parent SET position = 7 WHERE version = $1", child.id()));
  }

  @Test
  void onlySealedVersionsCanBeParents() {
    VersionView draft = create(PROJECT, fresh("draft"));
    VersionView other = create(PROJECT, fresh("other"));

    refused(() -> addParent(draft.id(), 0, other.id()));
    seal(other.id());
    assertThatCode(() -> addParent(draft.id(), 0, other.id())).doesNotThrowAnyException();
  }

  @Test
  void whatIsInTheTrashIsNoParentAndNoOpenDraft() {
    String trash = "trashed = now(), trashed_by = 'eve', purge = now() + interval '1 day'";
    VersionView parent = sealedVersion(PROJECT, fresh("parent"));
    VersionView draft = create(PROJECT, fresh("draft"));
    update(parent.id(), trash);

    refused(() -> addParent(draft.id(), 0, parent.id()));
    refused(() -> update(draft.id(), trash));
  }

  /** It fails, and not for its form. */
  private static void refused(ThrowingCallable change) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo(CHECK_VIOLATION));
  }

  private static void publish(VersionView sealed) {
    post("/v1/versions/" + sealed.id() + "/publish").then().statusCode(200);
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
