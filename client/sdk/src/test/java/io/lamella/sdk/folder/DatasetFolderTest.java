package io.lamella.sdk.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFolderTest {
  @ParameterizedTest
  @ValueSource(strings = {"x/y", "/x/y/", "./x/y", "x/./y", "x//y/."})
  void meansTheSameHoweverItIsWritten(String text) {
    assertThat(DatasetFolder.of(text)).isEqualTo(EntryPath.of("x/y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "/"})
  void isTheTopWhenNothingIsLeftOfIt(String text) {
    assertThat(DatasetFolder.of(text)).isNull();
    assertThat(DatasetFolder.of(text, "a.txt")).isEqualTo(EntryPath.of("a.txt"));
  }

  @Test
  void doesNotClimbOut() {
    assertThatThrownBy(() -> DatasetFolder.of("x/../..")).isInstanceOf(InvalidPathException.class);
  }
}
