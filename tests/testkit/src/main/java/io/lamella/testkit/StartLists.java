package io.lamella.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Lists of classes that recorded starts load, too. */
public final class StartLists {
  private StartLists() {}

  /**
   * Asserts that there is a list and that it is not old.
   *
   * @param names all that it names
   * @param absent those that there are not
   */
  public static void assertCurrent(List<String> names, List<String> absent) {
    assertThat(names).hasSizeGreaterThan(100);
    assertThat(absent).as("run deploy/start/classes").hasSizeLessThan(names.size() / 10);
  }
}
