package io.lamella.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Common;
import io.lamella.cli.session.Session;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {
  private static final Path NAME = Path.of("deep/frames");

  @TempDir Path temp;
  private final GetCommand get = new GetCommand();
  private Session session;
  private Path first;
  private Path second;

  @BeforeEach
  void copies() throws IOException {
    session = Session.of(new Common(), Map.of("LAMELLA_HOME", temp.resolve("h").toString()), temp);
    first = Files.createDirectories(session.home().copies().resolve("1"));
    second = Files.createDirectories(session.home().copies().resolve("2"));
  }

  @Test
  void aLinkOfOursGoesToTheNextCopy() throws IOException {
    get.link(session, NAME, first);

    Path link = get.link(session, NAME, second);

    assertThat(link).isEqualTo(temp.resolve(NAME));
    assertThat(Files.readSymbolicLink(link)).isEqualTo(second);
    try (var beside = Files.list(link.getParent())) {
      assertThat(beside).containsExactly(link);
    }
  }

  @Test
  void aLinkOfSomebodyElseStaysUnlessItIsToBeOverwritten() throws IOException {
    Files.createDirectories(temp.resolve(NAME).getParent());
    Path link = Files.createSymbolicLink(temp.resolve(NAME), temp.resolve("theirs"));

    assertThatThrownBy(() -> get.link(session, NAME, first))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readSymbolicLink(link)).isEqualTo(temp.resolve("theirs"));
    get.overwrite = true;

    get.link(session, NAME, first);

    assertThat(Files.readSymbolicLink(link)).isEqualTo(first);
  }

  @Test
  void anEmptyFolderMakesWayAndAFullOneDoesNot() throws IOException {
    Path empty = Files.createDirectories(temp.resolve(NAME));

    assertThat(get.link(session, NAME, first)).isSymbolicLink();
    Files.delete(empty);
    Files.createDirectories(empty.resolve("something"));

    assertThatThrownBy(() -> get.link(session, NAME, first)).isInstanceOf(IOException.class);
    assertThat(empty.resolve("something")).exists();
  }
}
