package io.lamella.metadata.migration;

import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.seal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.MigrationProgressed;
import io.lamella.contracts.event.MigrationRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.DatasetView;
import io.lamella.contracts.rest.MigrationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.metadata.Catalogue;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MigrationTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Inject TicketReader tickets;
  private final String here = setting("lamella.store.default");
  private final String there = setting("lamella.store.allowed");
  private String project;

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class).replaceAll("/$", "");
  }

  @BeforeEach
  void project() {
    project = fresh("moves");
  }

  private static MigrationView[] migrate(VersionView version, String to) {
    return Catalogue.as(
        post("/v1/datasets/" + dataset(version).id() + "/storage-migrations", Map.of("to", to)),
        200,
        MigrationView[].class);
  }

  private static DatasetView dataset(VersionView version) {
    return Catalogue.as(get("/v1/datasets/" + version.dataset()), 200, DatasetView.class);
  }

  private Ticket ticket(UUID version) {
    return tickets.read(read(version).ticket());
  }

  private static void progressed(UUID id, long moved, boolean done, String problem) {
    say(
        EventType.MIGRATION_PROGRESSED,
        id,
        new MigrationProgressed(id, 2, moved, 20, moved * 10, done, problem));
  }

  private static MigrationView migration(UUID id) {
    return Catalogue.as(get("/v1/storage-migrations/" + id), 200, MigrationView.class);
  }

  @Test
  void ticketsNameBothStoresUntilTheLastPackIsThere() {
    // Given
    VersionView version = seal(create(project, "frames").id());
    Ticket before = ticket(version.id());
    VersionView elsewhere = child(version.id());
    VersionView stranger = seal(create(fresh("other"), "frames").id());

    // When
    MigrationView begun = migrate(version, there)[0];

    // Then
    assertThat(begun.state()).isEqualTo("running");
    assertThat(begun.from()).isEqualTo(here);
    assertThat(begun.to()).isEqualTo(there);
    assertThat(begun.datasets()).containsExactly(project + "/frames");
    Ticket moving = ticket(version.id());
    assertThat(moving.domain()).isEqualTo(before.domain());
    assertThat(moving.store()).isEqualTo(there);
    assertThat(moving.domains()).containsExactly(new Ticket.Domain(before.domain(), there, here));
    assertThat(ticket(elsewhere.id()).domains()).isEqualTo(moving.domains());
    assertThat(ticket(stranger.id()).store()).isEqualTo(here);
    MigrationRequested asked =
        TestTopics.body(
            TestTopics.await(Topic.STORES, r -> before.domain().equals(r.key())),
            MigrationRequested.class);
    assertThat(asked).isEqualTo(new MigrationRequested(begun.id(), before.domain(), there, false));

    // When
    progressed(begun.id(), 1, false, "one is damaged");
    await().atMost(LONGEST).until(() -> migration(begun.id()).moved() == 1);
    assertThat(migration(begun.id()).problem()).isEqualTo("one is damaged");
    progressed(begun.id(), 2, true, null);
    await().atMost(LONGEST).until(() -> migration(begun.id()).ended() != null);

    // Then
    assertThat(migration(begun.id()).state()).isEqualTo("done");
    assertThat(migration(begun.id()).problem()).isNull();
    assertThat(ticket(version.id()).domains())
        .containsExactly(new Ticket.Domain(before.domain(), there));
    assertThat(ticket(elsewhere.id()).domains())
        .containsExactly(new Ticket.Domain(before.domain(), there));

    // When: news of before come late
    progressed(begun.id(), 1, false, "late");

    // Then
    Catalogue.afterAllBefore(begun.id());
    assertThat(migration(begun.id()).moved()).isEqualTo(2);
  }

  @Test
  void whatIsMadeMeanwhileAndAfterwardsLiesThere() {
    // Given
    VersionView version = seal(create(project, "frames").id());
    Ticket before = ticket(version.id());
    MigrationView begun = migrate(version, there)[0];

    // When
    VersionView next = create(project, "frames");
    VersionView other = create(project, "labels");
    VersionView named = create(project, "named", Map.of("storage", here));

    // Then
    Ticket.Domain moving = new Ticket.Domain(before.domain(), there, here);
    assertThat(ticket(next.id()).domains()).containsExactly(moving);
    assertThat(ticket(other.id()).domains()).containsExactly(moving);
    assertThat(ticket(named.id()).domains()).containsExactly(moving);

    // When
    progressed(begun.id(), 2, true, null);
    await().atMost(LONGEST).until(() -> migration(begun.id()).ended() != null);

    // Then
    Ticket.Domain moved = new Ticket.Domain(before.domain(), there);
    assertThat(ticket(create(project, "frames").id()).domains()).containsExactly(moved);
    assertThat(ticket(create(project, "explicit", Map.of("storage", there)).id()).domains())
        .containsExactly(moved);
    assertThat(dataset(version).storage()).isEqualTo(there);
  }

  @Test
  void askingAgainAnswersTheSameAndAnotherStoreIsRefusedMeanwhile() {
    VersionView version = seal(create(project, "frames").id());
    MigrationView begun = migrate(version, there)[0];

    assertThat(migrate(version, there)).containsExactly(begun);
    assertThat(
            problem(
                post(
                    "/v1/datasets/" + dataset(version).id() + "/storage-migrations",
                    Map.of("to", here)),
                409))
        .isEqualTo("conflict");

    progressed(begun.id(), 2, true, null);
    await().atMost(LONGEST).until(() -> migration(begun.id()).ended() != null);
    assertThat(migrate(version, there)).isEmpty();
    MigrationView back = migrate(version, here)[0];
    assertThat(back.from()).isEqualTo(there);
    assertThat(ticket(version.id()).store()).isEqualTo(here);
    progressed(back.id(), 2, true, null);
    await().atMost(LONGEST).until(() -> migration(back.id()).ended() != null);
    assertThat(ids("?dataset=" + dataset(version).id())).containsExactly(back.id(), begun.id());
    assertThat(ids("?limit=1&dataset=" + dataset(version).id())).containsExactly(back.id());
  }

  private static List<UUID> ids(String query) {
    return Arrays.stream(
            get("/v1/storage-migrations" + query).jsonPath().getList("items.id").toArray())
        .map(id -> UUID.fromString(String.valueOf(id)))
        .toList();
  }

  @Test
  void aStoreThatIsNotOneOfTheServersIsRefused() {
    VersionView version = create(project, "frames");
    String path = "/v1/datasets/" + dataset(version).id() + "/storage-migrations";

    assertThat(problem(post(path, Map.of("to", "file:///nowhere")), 400))
        .isEqualTo("invalid-request");
    assertThat(problem(post(path, Map.of()), 400)).isEqualTo("invalid-request");
    assertThat(ticket(version.id()).store()).isEqualTo(here);
  }

  @Test
  void aDatasetWithoutVersionsPutsItsFirstOneThere() {
    DatasetView empty =
        Catalogue.as(
            post("/v1/datasets", Map.of("project", project, "name", "empty")),
            200,
            DatasetView.class);

    assertThat(
            Catalogue.as(
                post("/v1/datasets/" + empty.id() + "/storage-migrations", Map.of("to", there)),
                200,
                MigrationView[].class))
        .isEmpty();

    assertThat(ticket(create(project, "empty").id()).store()).isEqualTo(there);
  }
}
