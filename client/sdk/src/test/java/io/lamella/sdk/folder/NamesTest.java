package io.lamella.sdk.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Findings findings = new Findings();

  @Test
  void notesEveryNameThatLooksLikeOneBefore() {
    List<String> names = new ArrayList<>(List.of("README", "Readme", "e\u0301", "other", "readme"));
    names.add("\u00e9");

    Names.noteLookalikes(Path.of("folder"), names, findings);

    assertThat(findings.notes())
        .extracting(note -> note.substring(0, note.indexOf(" differ")))
        .containsExactly(
            "folder/Readme and README", "folder/readme and README", "folder/\u00e9 and e\u0301");
  }

  @Test
  void notesNothingAmongManyNamesThatAllDiffer() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      names.add("frame-" + i + ".jpg");
    }

    Names.noteLookalikes(Path.of("folder"), names, findings);

    assertThat(findings.notes()).isEmpty();
  }
}
