package io.lamella.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cli.session.Common;
import io.lamella.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentVersionTest {
  private static final UUID ONE = UUID.randomUUID();
  private static final UUID TWO = UUID.randomUUID();

  @TempDir Path temp;
  private final Map<String, String> environment = new HashMap<>();

  private CurrentVersion in(String folder) throws IOException {
    Path path = Files.createDirectories(temp.resolve("work").resolve(folder));
    environment.put("LAMELLA_HOME", temp.resolve("home").toString());
    return new CurrentVersion(Session.of(new Common(), environment, path));
  }

  @Test
  void isTheOneOfThisFolderOrTheNearestAbove() throws IOException {
    in("a").set(ONE);
    in("a/b").set(TWO);

    assertThat(in("a").find()).contains(ONE.toString());
    assertThat(in("a/x/y").find()).contains(ONE.toString());
    assertThat(in("a/b/c").find()).contains(TWO.toString());
    assertThat(in("other").find()).isEmpty();
  }

  @Test
  void liesInAFileThatPeopleCanRead() throws IOException {
    in("a").set(ONE);

    assertThat(temp.resolve("work/a/.lamella/version")).hasContent(ONE.toString());
  }

  @Test
  void endsOnlyForItself() throws IOException {
    in("a").set(ONE);

    in("a").end(TWO);
    assertThat(in("a").find()).contains(ONE.toString());
    in("a/b").end(ONE);

    assertThat(in("a").find()).isEmpty();
    assertThat(temp.resolve("work/a/.lamella")).doesNotExist();
  }

  @Test
  void isNotSetAgainBeneathWhereItIsSetAlready() throws IOException {
    in("a").set(ONE);

    in("a/b").set(ONE);

    assertThat(temp.resolve("work/a/b/.lamella")).doesNotExist();
  }

  @Test
  void endsInEveryFolderAboveThatNamesIt() throws IOException {
    in("a/b").set(ONE);
    in("a").set(ONE);

    in("a/b").end(ONE);

    assertThat(in("a/b").find()).isEmpty();
    assertThat(in("a").find()).isEmpty();
  }

  @Test
  void isKeptAtHomeWhereTheFolderCannotHoldIt() throws IOException {
    CurrentVersion current = in("a");
    Path inTheWay = Files.createFile(temp.resolve("work/a/.lamella"));

    current.set(ONE);
    assertThat(in("a/b").find()).contains(ONE.toString());
    current.set(TWO);
    assertThat(in("a").find()).contains(TWO.toString());
    current.end(TWO);

    assertThat(in("a").find()).isEmpty();
    assertThat(inTheWay).isEmptyFile();
  }

  @Test
  void leavesOtherFilesInItsFolderAlone() throws IOException {
    in("a").set(ONE);
    Path other = Files.createFile(temp.resolve("work/a/.lamella/other"));

    in("a").end(ONE);

    assertThat(other).exists();
    assertThat(in("a").find()).isEmpty();
  }

  @Test
  void isOverruledByTheEnvironment() throws IOException {
    in("a").set(ONE);
    environment.put("LAMELLA_VERSION", "p/n@1.0.0");

    assertThat(in("a").find()).contains("p/n@1.0.0");
  }
}
