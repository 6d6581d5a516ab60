package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.sealed;
import static io.lamella.metadata.Catalogue.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Right;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FinalizingTest {
  @Inject TicketReader tickets;
  @Inject Database database;

  @Test
  void aVersionBecomesFinalWhenItsEpochIsSealed() {
    // Given
    VersionView draft = create("finalizing/one", "plain");
    assertThat(draft.number()).isEqualTo("1.0.0");
    assertThat(draft.state()).isEqualTo(VersionState.UPLOADING);
    assertThat(ticket(draft).rights()).containsExactly(Right.READ, Right.WRITE);

    // When
    OperationView operation = finalizeVersion(draft.id());
    SealRequested asked =
        TestTopics.body(
            TestTopics.await(Topic.SEALS, r -> draft.id().toString().equals(r.key())),
            SealRequested.class);
    sealed(draft.id(), asked.epoch());

    // Then
    VersionView sealed = await(draft.id(), VersionState.FINAL);
    assertThat(operation.status()).isEqualTo("running");
    assertThat(asked.epoch()).isEqualTo(2).isEqualTo(operation.epoch());
    assertThat(asked.domains()).containsExactly(new Ticket.Domain(asked.domain(), asked.store()));
    assertThat(sealed.digest()).isEqualTo(Catalogue.DIGEST);
    assertThat(sealed.files()).isEqualTo(3);
    assertThat(sealed.sealing()).isFalse();
    assertThat(ticket(sealed).rights()).containsExactly(Right.READ);
    assertThat(ticket(sealed).root()).isNotNull();
    OperationView ended =
        Catalogue.as(get("/v1/operations/" + operation.id()), 200, OperationView.class);
    assertThat(ended.status()).isEqualTo("done");
    assertThat(ended.ended()).isNotNull();
    assertThat(told(sealed, EventType.VERSION_FINALIZED).digest()).isEqualTo(Catalogue.DIGEST);
  }

  @Test
  void askingAgainAnswersTheSame() {
    VersionView draft = create("finalizing/again", fresh("v"));
    OperationView first = finalizeVersion(draft.id());

    OperationView second = finalizeVersion(draft.id());

    assertThat(second).isEqualTo(first);
    sealed(draft.id(), first.epoch());
    await(draft.id(), VersionState.FINAL);
    OperationView third =
        Catalogue.as(post("/v1/versions/" + draft.id() + "/finalize"), 200, OperationView.class);
    assertThat(third.status()).isEqualTo("done");
    assertThat(third.epoch()).isEqualTo(first.epoch());
  }

  @Test
  void whatAnotherProcessFinalizesMeanwhileIsTheSameOperation() {
    VersionView draft = create("finalizing/meanwhile", fresh("v"));

    OperationView operation =
        database.whileOpen(
            "WITH turn AS (UPDATE version SET sealing = true, epoch = epoch + 1, row_version ="
                + " row_version + 1 WHERE id = $1 RETURNING id, epoch) INSERT INTO operation"
                + " (version, epoch, status, started, asked) SELECT id, epoch, 'running', now(),"
                + " now() FROM turn",
            draft.id(),
            () -> finalizeVersion(draft.id()));

    assertThat(operation.epoch()).isEqualTo(draft.epoch() + 1);
    assertThat(read(draft.id()).epoch()).isEqualTo(draft.epoch() + 1);
  }

  @Test
  void whatIsDeletedMeanwhileIsNotFound() {
    VersionView draft = create("finalizing/deleted", fresh("v"));

    Response refused =
        database.whileOpen(
            "DELETE FROM version WHERE id = $1",
            draft.id(),
            () -> post("/v1/versions/" + draft.id() + "/finalize"));

    assertThat(problem(refused, 404)).isEqualTo("version-not-found");
  }

  @Test
  void aFinalVersionCanBePublishedAndResolved() {
    String name = fresh("published");
    VersionView sealed = Catalogue.sealedVersion("finalizing/publish", name);

    VersionView published = version(post("/v1/versions/" + sealed.id() + "/publish"), 200);
    VersionView again = version(post("/v1/versions/" + sealed.id() + "/publish"), 200);

    assertThat(published.state()).isEqualTo(VersionState.PUBLISHED);
    assertThat(again.updated()).isEqualTo(published.updated());
    VersionView resolved =
        version(get("/v1/resolve?ref=finalizing/publish/" + name + "@published"), 200);
    assertThat(resolved.id()).isEqualTo(sealed.id());
    assertThat(told(published, EventType.VERSION_PUBLISHED).by()).isEqualTo("local");
  }

  @Test
  void aChildCarriesItsParentInItsTicketAndSealRequest() {
    VersionView parent = Catalogue.sealedVersion("finalizing/parent", fresh("base"));

    VersionView child = Catalogue.child(parent.id());

    assertThat(child.number()).isEqualTo("1.0.1");
    assertThat(child.name()).isEqualTo(parent.name());
    List<Ticket.Parent> parents = ticket(child).parents();
    assertThat(parents).extracting(Ticket.Parent::version).containsExactly(parent.id());
    assertThat(parents).extracting(Ticket.Parent::digest).containsExactly(Catalogue.DIGEST);
  }

  private Ticket ticket(VersionView version) {
    return tickets.read(Objects.requireNonNull(version.ticket()));
  }

  private static VersionEvent told(VersionView version, String type) {
    ConsumerRecord<String, byte[]> record =
        TestTopics.await(
            Topic.VERSIONS,
            r ->
                version.dataset().toString().equals(r.key())
                    && TestTopics.header(r, "ce_type").equals(type));
    return TestTopics.body(record, VersionEvent.class);
  }
}
