package io.lamella.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.standalone.Installation;
import io.lamella.standalone.process.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As it is in root's home: only root can go where the data and the programs lie. */
class ClosedFolderTest {
  @TempDir private Path home;
  @TempDir private Path temporary;

  @BeforeEach
  void close() throws IOException {
    assumeTrue(ServerUser.isRoot(), "only root runs PostgreSQL as somebody else");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void keepsAClusterWhereOnlyRootCanGo() throws Exception {
    // Given
    Path folder = Files.createDirectories(home.resolve(".lamella/stack/postgresql"));
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(
            Installation.find(),
            folder,
            home.resolve("postgresql.log"),
            FreePort.find(1).get(0),
            1_000,
            false);

    // When
    postgres.start();
    postgres.databases().createDatabase("things");
    postgres.kill();
    postgres.start();

    // Then
    try (Connection connection = postgres.databases().connect("things");
        ResultSet found = connection.createStatement().executeQuery("SHOW max_connections")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(1_000);
    } finally {
      postgres.stop();
    }
    assertThat(postgres.process()).isEmpty();
  }

  @Test
  void programsAreUnpackedWhereTheirUserCanGo() throws Exception {
    // Given
    Path target = Files.createDirectories(home.resolve("lamella/deploy/standalone/target"));
    Files.createSymbolicLink(
        target.resolve("servers"), Installation.find().target().resolve("servers"));
    Installation closed = new Installation(home.resolve("lamella"));

    // When
    PostgresBinaries binaries = PostgresBinaries.of(closed, temporary);

    // Then
    assertThat(binaries.folder()).startsWith(temporary);
    assertThat(PostgresBinaries.of(closed, temporary)).isEqualTo(binaries);
    ServerUser user =
        ServerUser.of(Files.createDirectory(home.resolve("data")), binaries.program("postgres"));
    Process initdb =
        new ProcessBuilder(
                user.command(
                    List.of(
                        binaries.program("initdb").toString(),
                        "-D",
                        home.resolve("data").toString(),
                        "--no-sync")))
            .redirectErrorStream(true)
            .directory(Path.of("/").toFile())
            .start();
    String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(initdb.waitFor()).as(said).isZero();
  }
}
