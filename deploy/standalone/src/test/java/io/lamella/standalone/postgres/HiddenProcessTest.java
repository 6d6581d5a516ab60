package io.lamella.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.standalone.Installation;
import io.lamella.standalone.process.FreePort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root of a container may not see what processes of other users are. */
class HiddenProcessTest {
  @TempDir private Path folder;

  @Test
  void theServerIsKnownAndStoppedAlthoughTheSystemHidesIt() throws Exception {
    assumeTrue(ServerUser.isRoot(), "only root runs PostgreSQL as somebody else");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv gives up rights");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    List<String> command =
        List.of(
            "/usr/bin/setpriv",
            "--bounding-set=-sys_ptrace",
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HiddenProcessTest.class.getName(),
            folder.toString());

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines().toList())
        .containsExactly("runs", "runs again", "runs after a kill", "stopped");
  }

  /** What is done without the right to see. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(
            Installation.find(),
            Files.createDirectories(folder.resolve("postgresql")),
            folder.resolve("postgresql.log"),
            FreePort.find(1).get(0),
            50,
            false);
    postgres.start();
    System.out.println(postgres.process().isPresent() ? "runs" : "is not seen");
    postgres.start();
    System.out.println(postgres.process().isPresent() ? "runs again" : "is not seen");
    ProcessHandle server = postgres.process().orElseThrow();
    server.destroyForcibly();
    server.onExit().join();
    postgres.start();
    System.out.println(postgres.process().isPresent() ? "runs after a kill" : "is not seen");
    postgres.stop();
    System.out.println(postgres.process().isEmpty() ? "stopped" : "still runs");
  }
}
