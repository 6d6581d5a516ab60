package io.lamella.cache.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.InvalidPathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
  @Test
  void decodesEachPartOnce() {
    assertThat(RawPath.parts("/v1/a%20b/%2541/c+d?x=/y%2Fz"))
        .containsExactly("v1", "a b", "%41", "c+d");
  }

  @Test
  void keepsUnicodeAndNewlines() {
    assertThat(RawPath.parts("/%C3%A4/%65%CC%81/a%0Ab")).containsExactly("ä", "e\u0301", "a\nb");
  }

  @Test
  void keepsEmptyParts() {
    assertThat(RawPath.parts("/a//b/")).containsExactly("a", "", "b", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%2Fb", "/a%00", "/a%", "/a%4", "/a%zz", "/%ff", "/%C3"})
  void refusesWhatNoNameIs(String target) {
    assertThatThrownBy(() -> RawPath.parts(target)).isInstanceOf(InvalidPathException.class);
  }
}
