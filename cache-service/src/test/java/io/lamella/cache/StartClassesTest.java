package io.lamella.cache;

import io.lamella.kit.start.StartClasses;
import io.lamella.testkit.StartLists;
import org.junit.jupiter.api.Test;

/** What is recorded of a start beside what a start alone loads. */
class StartClassesTest {
  @Test
  void mostOfTheNamedClassesAreThere() {
    StartLists.assertCurrent(StartClasses.names(), StartClasses.load());
  }
}
