package io.lamella.metadata.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IntakeClosing;
import io.lamella.contracts.rest.IntakeRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CriteriaTest {
  @Test
  void typeAndSubjectAreGlobs() {
    Criteria rule = rule(null, "com.acme.*", "cam1/**", null);

    assertThat(rule.hears(Happening.empty("com.acme.frame", "cam1/a/b"))).isTrue();
    assertThat(rule.hears(Happening.empty("com.other.frame", "cam1/a/b"))).isFalse();
    assertThat(rule.hears(Happening.empty("com.acme.frame", "cam2/a"))).isFalse();
    assertThat(rule.hears(Happening.empty("", ""))).isFalse();
    assertThat(
            rule(null, null, "/blobServices/**", null)
                .hears(Happening.empty("t", "/blobServices/x")))
        .isTrue();
  }

  @Test
  void objectsKeepTheirPathBelowTheRulesPlaceInTheRulesFolder() {
    Criteria rule = rule("s3://raw/cam1/", null, null, "frames");

    assertThat(paths(rule, object("cam1/day=1/x.jpg"))).containsExactly("frames/day=1/x.jpg");
    assertThat(paths(rule, object("cam2/x.jpg"))).isEmpty();
    assertThat(
            paths(
                rule, new Arrival.Single(Address.object("s3", "raw", "cam1/d/x.jpg"), "best/", 1)))
        .containsExactly("frames/best/x.jpg");
  }

  @Test
  void globsChooseFromWhatLiesBelow() {
    Criteria rule =
        new Criteria(
            new IntakeRule(
                "s3://raw/cam1/",
                null,
                null,
                "f",
                List.of("*.jpg", "labels/**"),
                List.of("tmp/**"),
                new IntakeClosing(1L, null, null, null, null),
                false,
                "skip"));

    assertThat(paths(rule, object("cam1/a/x.jpg"))).hasSize(1);
    assertThat(paths(rule, object("cam1/labels/x.csv"))).hasSize(1);
    assertThat(paths(rule, object("cam1/x.csv"))).isEmpty();
    assertThat(paths(rule, object("cam1/tmp/x.jpg"))).isEmpty();
  }

  @Test
  void whatComesAlongHasNoAddress() {
    IngestSource text = new IngestSource(null, false, "x", null, List.of(), List.of(), "a/n.txt");

    assertThat(paths(rule(null, "t", null, "f"), new Arrival.Content(text, 1)))
        .containsExactly("f/a/n.txt");
    assertThat(paths(rule("s3://raw/", "t", null, "f"), new Arrival.Content(text, 1))).isEmpty();
  }

  @Test
  void aClosingEventHasTheTypeAndTheSubjectThatAreSaid() {
    Criteria rule =
        new Criteria(
            new IntakeRule(
                null,
                "t",
                null,
                null,
                List.of(),
                List.of(),
                new IntakeClosing(null, null, null, "day.*", "cam1"),
                false,
                "skip"));

    assertThat(rule.isClosedBy(Happening.empty("day.over", "cam1"))).isTrue();
    assertThat(rule.isClosedBy(Happening.empty("day.over", "cam2"))).isFalse();
    assertThat(rule(null, "t", null, null).isClosedBy(Happening.empty("t", ""))).isFalse();
  }

  private static Criteria rule(
      @Nullable String from,
      @Nullable String type,
      @Nullable String subject,
      @Nullable String path) {
    return new Criteria(
        new IntakeRule(
            from,
            type,
            subject,
            path,
            List.of(),
            List.of(),
            new IntakeClosing(1L, null, null, null, null),
            false,
            "skip"));
  }

  private static Arrival object(String key) {
    return new Arrival.Single(Address.object("s3", "raw", key), null, 1);
  }

  private static List<String> paths(Criteria rule, Arrival arrival) {
    return rule.pieces(Happening.of("t", "s", arrival)).stream().map(Piece::key).toList();
  }
}
