package io.lamella.metadata.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProjectsTest {
  @Test
  void allAboveAProjectComeBeforeIt() {
    assertThat(Projects.fromTheTop("a/b/c")).containsExactly("a", "a/b", "a/b/c");
    assertThat(Projects.fromTheTop("a")).containsExactly("a");
  }
}
