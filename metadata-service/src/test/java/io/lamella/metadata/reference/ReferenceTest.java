package io.lamella.metadata.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.metadata.reference.Reference.ById;
import io.lamella.metadata.reference.Reference.InDataset;
import io.lamella.metadata.reference.Reference.Relative;
import io.lamella.metadata.reference.Reference.Selector;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  @Test
  void anIdIsAnId() {
    UUID id = UUID.randomUUID();
    assertThat(Reference.parse(id.toString())).contains(new ById(id));
  }

  @Test
  void anIdAsClearmlWritesItIsAnIdToo() {
    UUID id = UUID.randomUUID();
    assertThat(Reference.parse(id.toString().replace("-", ""))).contains(new ById(id));
  }

  @Test
  void theLastPartOfThePathIsTheDataset() {
    assertThat(Reference.parse("vision/raw/frames"))
        .contains(new InDataset("vision/raw", "frames", Selector.LATEST));
  }

  @Test
  void whatFollowsTheSignSelects() {
    assertThat(Reference.parse("p/d@latest")).contains(new InDataset("p", "d", Selector.LATEST));
    assertThat(Reference.parse("p/d@published"))
        .contains(new InDataset("p", "d", Selector.PUBLISHED));
    assertThat(Reference.parse("p/d@1.0.2"))
        .contains(new InDataset("p", "d", new Selector.Label("1.0.2")));
    assertThat(Reference.parse("p/d@gold set"))
        .contains(new InDataset("p", "d", new Selector.Label("gold set")));
  }

  @Test
  void withoutADatasetItIsRelative() {
    assertThat(Reference.parse("@latest")).contains(new Relative(Selector.LATEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "frames", "/frames", "vision/", "p/d@", "@", "frames@1.0", "1-1-1-1-1"})
  void otherFormsAreNone(String text) {
    assertThat(Reference.parse(text)).isEmpty();
  }
}
