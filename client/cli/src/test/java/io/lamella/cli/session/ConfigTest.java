package io.lamella.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path folder;

  private Session session(Map<String, String> more) {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("LAMELLA_HOME", folder.toString());
    return Session.of(new Common(), environment, folder);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Config config =
        Config.EMPTY
            .with("lab", new Config.Context("https://lab.example.org", "secret"))
            .withCacheBytes(5);

    session(Map.of()).save(config);

    assertThat(session(Map.of()).config()).isEqualTo(config);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("config.yaml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void namesTheServerUnlessTheEnvironmentDoes() throws IOException {
    assertThat(session(Map.of()).client().server()).hasToString("http://127.0.0.1:7070");
    session(Map.of())
        .save(Config.EMPTY.with("lab", new Config.Context("https://lab.example.org", "secret")));

    assertThat(session(Map.of()).client().server()).hasToString("https://lab.example.org");
    assertThat(session(Map.of("LAMELLA_URL", "http://other:1")).client().server())
        .hasToString("http://other:1");
  }
}
