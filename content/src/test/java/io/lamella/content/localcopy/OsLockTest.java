package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsLockTest {
  @TempDir Path temp;

  @Test
  void oneHoldsALockWhoseFileComesAndGoes() throws Exception {
    // Given
    Path lock = temp.resolve("lock");
    try (ChildJvm one = ChildJvm.contend(lock, 5_000);
        ChildJvm two = ChildJvm.contend(lock, 5_000);
        ChildJvm three = ChildJvm.contend(lock, 5_000)) {
      // When, Then
      assertThat(one.await("")).isEqualTo("done");
      assertThat(two.await("")).isEqualTo("done");
      assertThat(three.await("")).isEqualTo("done");
    }
  }
}
