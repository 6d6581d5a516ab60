package io.lamella.kit.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  @TempDir Path folder;

  @Test
  void findsTheCallerOfAToken() throws IOException {
    Tokens tokens = tokens("# people\n\ns3cret writer Ada Lovelace\n");

    assertThat(tokens.find("s3cret")).contains(new Caller("Ada Lovelace", Role.WRITER));
    assertThat(tokens.find("other")).isEmpty();
  }

  @Test
  void namesTheLineThatCannotBeRead() {
    assertThatThrownBy(() -> tokens("a reader b\nc owner d\n"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("reader, writer or admin");
    assertThatThrownBy(() -> tokens("lonely\n")).hasMessageContaining("line 1");
  }

  @Test
  void aRoleIncludesTheLesserOnes() {
    Caller writer = new Caller("ada", Role.WRITER);

    writer.require(Role.READER);
    writer.require(Role.WRITER);
    assertThatThrownBy(() -> writer.require(Role.ADMIN)).isInstanceOf(LamellaException.class);
  }

  private Tokens tokens(String text) throws IOException {
    return Tokens.read(Files.writeString(folder.resolve("tokens"), text));
  }
}
