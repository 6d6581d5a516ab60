package io.lamella.metadata.merge;

import static io.lamella.metadata.Catalogue.DIGEST;
import static io.lamella.metadata.Catalogue.await;
import static io.lamella.metadata.Catalogue.child;
import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.read;
import static io.lamella.metadata.Catalogue.say;
import static io.lamella.metadata.Catalogue.sealAlone;
import static io.lamella.metadata.Catalogue.sealedBody;
import static io.lamella.metadata.Catalogue.version;
import static io.lamella.metadata.Catalogue.wish;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.ParentChanges;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MergePlannerTest {
  private static final String PROJECT = "merging";

  @Inject TicketReader tickets;

  @Test
  void eachParentIsMergedAgainstTheNearestAncestorInCommon() {
    // Given
    VersionView root = sealAlone(create(PROJECT, fresh("base")).id());
    VersionView near = sealAlone(child(root.id()).id());
    VersionView left = sealAlone(child(near.id()).id());
    VersionView right = sealAlone(child(near.id()).id());
    VersionView old = sealAlone(child(root.id()).id());
    VersionView stranger = sealAlone(create(PROJECT, fresh("stranger")).id());

    // When
    VersionView merged = merge(left, right, old, stranger);

    // Then
    Ticket ticket = ticket(merged);
    assertThat(ticket.parents())
        .extracting(Ticket.Parent::version)
        .containsExactly(left.id(), right.id(), old.id(), stranger.id());
    assertThat(ticket.parents())
        .extracting(Ticket.Parent::base)
        .containsExactly(null, root(near), root(root), null);
    assertThat(ticket.merge())
        .isEqualTo(new Ticket.Merge(Ticket.MergeMode.THREE_WAY, Ticket.OnConflict.THEIRS, false));
    assertThat(merged.parents())
        .extracting(VersionLink::id)
        .containsExactly(left.id(), right.id(), old.id(), stranger.id());
    assertThat(merged.name()).isEqualTo(stranger.name());
  }

  @Test
  void tenDiamondsAreMergedAgainstTheirTops() {
    // Given
    UUID top = sealAlone(create(PROJECT, fresh("diamonds")).id()).id();
    VersionView bottom = read(top);
    for (int i = 0; i < 10; i++) {
      // When
      VersionView left = sealAlone(child(bottom.id()).id());
      VersionView right = sealAlone(child(bottom.id()).id());
      VersionView merged = merge(left, right);

      // Then
      assertThat(ticket(merged).parents())
          .extracting(Ticket.Parent::base)
          .containsExactly(null, root(bottom));
      bottom = sealAlone(merged.id());
    }
  }

  @Test
  void aParentThatIsAnAncestorOfAnotherOneIsNotMerged() {
    // Given
    VersionView root = sealAlone(create(PROJECT, fresh("covered")).id());
    VersionView left = sealAlone(child(root.id()).id());
    VersionView right = sealAlone(child(root.id()).id());

    // When
    VersionView merged = merge(left, right, root);

    // Then
    assertThat(ticket(merged).parents())
        .extracting(Ticket.Parent::version)
        .containsExactly(left.id(), right.id());
    assertThat(merged.parents()).hasSize(3);
    assertThat(Objects.requireNonNull(merged.merge()).sources())
        .containsExactly(left.id(), right.id());
  }

  @Test
  void layersTakeEveryParentAsItIs() {
    // Given
    VersionView root = sealAlone(create(PROJECT, fresh("layers")).id());
    VersionView leaf = sealAlone(child(root.id()).id());

    // When
    VersionView merged =
        create(PROJECT, fresh("layered"), Map.of("parents", ids(leaf, root), "merge", "layered"));

    // Then
    assertThat(ticket(merged).parents())
        .extracting(Ticket.Parent::version)
        .containsExactly(leaf.id(), root.id());
    assertThat(ticket(merged).parents()).allMatch(parent -> parent.base() == null);
    assertThat(Objects.requireNonNull(merged.merge()).mode()).isEqualTo("layered");
  }

  @Test
  void aSquashHasNoParentsAndForgetsItsSourcesOnceItIsSealed() {
    // Given
    VersionView root = sealAlone(create(PROJECT, fresh("squash")).id());
    VersionView left = sealAlone(child(root.id()).id());
    VersionView right = sealAlone(child(root.id()).id());

    // When
    VersionView squash =
        version(
            post("/v1/versions", Map.of("squash", ids(left, right), "onConflict", "ours")), 201);
    Ticket open = ticket(squash);
    VersionView sealed = sealAlone(squash.id());

    // Then
    assertThat(squash.parents()).isEmpty();
    assertThat(squash.name()).isEqualTo(right.name());
    assertThat(open.parents())
        .extracting(Ticket.Parent::version)
        .containsExactly(left.id(), right.id());
    assertThat(open.parents().get(1).base()).isEqualTo(root(root));
    assertThat(open.merge())
        .isEqualTo(new Ticket.Merge(Ticket.MergeMode.THREE_WAY, Ticket.OnConflict.OURS, true));
    assertThat(ticket(sealed).parents()).isEmpty();
    assertThat(Objects.requireNonNull(sealed.merge()).sources())
        .containsExactly(left.id(), right.id());
    assertThat(read(left.id()).children()).isEmpty();
  }

  @Test
  void showsConflictsAndWhatDiffersFromEachParent() {
    // Given
    VersionView left = sealAlone(create(PROJECT, fresh("left")).id());
    VersionView right = sealAlone(create(PROJECT, fresh("right")).id());
    VersionView merged = merge(left, right);
    List<ParentChanges> changes =
        List.of(new ParentChanges(left.id(), 1, 2, 3), new ParentChanges(right.id(), 4, 5, 6));

    // When
    long epoch = finalizeVersion(merged.id()).epoch();
    RootRef root = sealedBody(merged.id(), epoch).root();
    say(
        EventType.VERSION_SEALED,
        merged.id(),
        new VersionSealed(merged.id(), epoch, DIGEST, root, 9, 0, 9, 9, 4, 5, 6, 7, changes));
    VersionView sealed = await(merged.id(), VersionState.FINAL);

    // Then
    assertThat(sealed.conflicts()).isEqualTo(7);
    assertThat(sealed.changes()).isEqualTo(changes);
    VersionView plain = sealAlone(child(left.id()).id());
    assertThat(plain.changes()).containsExactly(new ParentChanges(left.id(), plain.added(), 0, 0));
  }

  @Test
  void refusesWhatMakesNoSense() {
    VersionView one = sealAlone(create(PROJECT, fresh("one")).id());
    VersionView other = sealAlone(create(PROJECT, fresh("other")).id());
    List<String> both = ids(one, other);

    assertThat(refused(Map.of("parents", ids(one, one)))).contains("named twice");
    assertThat(refused(Map.of("parents", both, "squash", both))).contains("has no parents");
    assertThat(refused(Map.of("parents", both, "merge", "octopus")))
        .contains("three-way or layered");
    assertThat(refused(Map.of("parents", both, "onConflict", "mine")))
        .contains("theirs or ours or fail");
    assertThat(refused(Map.of("parents", both, "merge", "layered", "onConflict", "ours")))
        .contains("layers have no conflicts");
  }

  private static String refused(Map<String, Object> more) {
    Map<String, Object> wish = wish(PROJECT, fresh("refused"));
    wish.putAll(more);
    var answer = post("/v1/versions", wish);
    assertThat(problem(answer, 400)).isEqualTo("invalid-request");
    return answer.jsonPath().getString("detail");
  }

  private static VersionView merge(VersionView... parents) {
    return version(post("/v1/versions", Map.of("parents", ids(parents))), 201);
  }

  private static List<String> ids(VersionView... versions) {
    return Arrays.stream(versions).map(version -> version.id().toString()).toList();
  }

  private Ticket ticket(VersionView version) {
    return tickets.read(Objects.requireNonNull(read(version.id()).ticket()));
  }

  private @Nullable RootRef root(VersionView version) {
    return ticket(version).root();
  }
}
