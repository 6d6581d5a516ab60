package io.lamella.upload.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBuilderTest {
  private final RunBuilder builder = new RunBuilder();

  @Test
  void putsThatDoNotClashAreOneRun() {
    put("b/c", "1");
    put("a", "2");

    assertThat(runs()).containsExactly(List.of("a=2", "b/c=1"));
  }

  @Test
  void theLaterPutOfAPathReplacesTheEarlier() {
    put("a", "1");
    put("a", "2");

    assertThat(runs()).containsExactly(List.of("a=2"));
  }

  @Test
  void aPathAboveOrBeneathAnotherBeginsANewRun() {
    put("a", "1");
    put("a/b", "2");
    put("a/b/c", "3");
    put("a/b", "4");

    assertThat(runs())
        .containsExactly(List.of("a=1"), List.of("a/b=2"), List.of("a/b/c=3"), List.of("a/b=4"));
  }

  @Test
  void countsWhatItHoldsInAllRuns() {
    put("a", "1");
    put("a/b", "2");
    put("a", "3");

    assertThat(builder.pending()).isEqualTo(3);
    assertThat(runs()).hasSize(3);
    assertThat(builder.pending()).isZero();
  }

  @Test
  void namesThatBeginAlikeDoNotClash() {
    put("a", "1");
    put("a.b", "2");
    put("ab/c", "3");

    assertThat(runs()).hasSize(1);
  }

  private void put(String path, String target) {
    builder.put(new Entry.Symlink(EntryPath.of(path), target));
  }

  private List<List<String>> runs() {
    return builder.take().stream()
        .map(
            run ->
                run.stream()
                    .filter(c -> c instanceof Change.Put)
                    .map(RunBuilderTest::text)
                    .toList())
        .toList();
  }

  private static String text(Change change) {
    Entry entry = ((Change.Put) change).entry();
    return entry.path() + "=" + ((Entry.Symlink) entry).target();
  }
}
