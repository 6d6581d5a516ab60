package io.lamella.metadata.version;

import static io.lamella.metadata.Catalogue.afterAllBefore;
import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.seal;
import static io.lamella.metadata.Catalogue.sealedBody;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.DraftIdle;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Right;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No door of the catalog changes what a final version says about its content. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FinalVersionTest {
  private static final String OTHER = "cd".repeat(32);

  @Inject TicketReader tickets;

  private VersionView sealed;

  @BeforeEach
  void makeIt() {
    sealed = seal(child(sealedVersion("final", fresh("v")).id()).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "resume"})
  void noTurnOpensItAgain(String turn) {
    assertThat(problem(post("/v1/versions/" + sealed.id() + "/" + turn), 409))
        .isEqualTo("wrong-state");
    assertThatItIsAsItWas();
    post("/v1/versions/" + sealed.id() + "/publish").then().statusCode(200);
    assertThat(problem(post("/v1/versions/" + sealed.id() + "/" + turn), 409))
        .isEqualTo("wrong-state");
  }

  @Test
  void finalizingItAgainAsksForNoOtherSeal() {
    OperationView again =
        Catalogue.as(post("/v1/versions/" + sealed.id() + "/finalize"), 200, OperationView.class);

    assertThat(again.status()).isEqualTo("done");
    assertThat(again.epoch()).isEqualTo(sealed.epoch());
    assertThatItIsAsItWas();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 2})
  void noNewsOfAnyTurnChangesIt(long turn) {
    UUID id = sealed.id();
    long epoch = sealed.epoch() + turn;
    VersionSealed like = sealedBody(id, epoch);

    say(
        EventType.VERSION_SEALED,
        id,
        new VersionSealed(id, epoch, OTHER, like.root(), 9, 9, 9, 9, 9, 9, 9, 9, List.of()));
    say(EventType.SEAL_FAILED, id, new SealFailed(id, epoch, "missing-content", "late"));
    say(EventType.DRAFT_IDLE, id, new DraftIdle(id, epoch, Instant.now()));
    afterAllBefore(id);

    assertThatItIsAsItWas();
  }

  /** What a change does not know of is left alone, and what may change is not content. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"digest\": \"x\", \"root\": {}, \"files\": 0, \"bytes\": 0, \"state\": \"UPLOADING\"}",
        "{\"parents\": [], \"number\": \"9.9\", \"epoch\": 1, \"store\": \"file:///elsewhere\"}",
        "{\"description\": \"new\", \"message\": \"new\", \"metadata\": {\"files\": 0}}",
        "{\"addTags\": [\"new\"]}"
      })
  void noAmendmentReachesItsContent(String change) {
    given().contentType(ContentType.JSON).body(change).patch("/v1/versions/" + sealed.id());

    VersionView left = read(sealed.id());
    assertThat(left)
        .usingRecursiveComparison()
        .ignoringFields("ticket", "updated", "description", "message", "metadata", "tags")
        .isEqualTo(sealed);
  }

  @Test
  void itsTicketsGiveNoRightToWrite() {
    Ticket ticket = tickets.read(Objects.requireNonNull(read(sealed.id()).ticket()));

    assertThat(ticket.rights()).containsExactly(Right.READ);
  }

  private void assertThatItIsAsItWas() {
    assertThat(Catalogue.as(get("/v1/versions/" + sealed.id()), 200, VersionView.class))
        .usingRecursiveComparison()
        .ignoringFields("ticket")
        .isEqualTo(sealed);
  }
}
