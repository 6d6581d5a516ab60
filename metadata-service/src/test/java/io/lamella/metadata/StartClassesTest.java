package io.lamella.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.kit.start.StartClasses;
import org.junit.jupiter.api.Test;

/** What is recorded of a start beside what a start alone loads. */
class StartClassesTest {
  @Test
  void mostOfTheNamedClassesAreThere() {
    int named = StartClasses.names().size();

    assertThat(named).isGreaterThan(100);
    assertThat(StartClasses.load()).as("run deploy/start/classes").hasSizeLessThan(named / 10);
  }
}
