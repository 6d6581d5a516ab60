package io.lamella.standalone.backup;

import io.lamella.standalone.postgres.EmbeddedPostgres;
import io.lamella.standalone.stack.StackFolder;
import io.lamella.standalone.stack.StackState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Both databases of a stack, as they were at one moment, and the keys of its tickets, in one zip
 * file. The stack may run meanwhile. The object store is not in it: it is backed up by its own
 * means, or durable by itself, and has to be as young as the backup or younger.
 */
public final class Backup {
  /** The first entry, by which a backup is known. */
  static final String MARK = "lamella-backup-1";

  static final String KEYS = "keys";
  static final String POSTGRESQL = "postgresql";

  private static final String CLUSTER = POSTGRESQL + "/data";
  private static final String WAL = "pg_wal";

  /** What belongs to a running server alone. */
  private static final Set<String> OF_THE_PROCESS =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private final StackFolder folder;
  private final ZipOutputStream zip;

  private Backup(StackFolder folder, ZipOutputStream zip) {
    this.folder = folder;
    this.zip = zip;
  }

  /**
   * Writes a backup to a new file; what is there of one that failed is removed.
   *
   * @throws IOException when the file is there, or the stack has no databases of its own
   */
  public static void write(StackFolder folder, Path file) throws IOException {
    if (!Files.exists(folder.postgresql().resolve("initialised"))) {
      throw new IOException(whyThereIsNothing(folder));
    }
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      new Backup(folder, zip).write();
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " is there already", e);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static String whyThereIsNothing(StackFolder folder) {
    if (Files.exists(folder.keys()) && !Files.exists(folder.postgresql())) {
      return "the databases of the stack in "
          + folder.path()
          + " are in a PostgreSQL elsewhere: back that up as docs/operations.md says";
    }
    return "there is no data of a stack in " + folder.path();
  }

  private void write() throws IOException {
    text(MARK, "");
    tree(KEYS, Set.of());
    file(POSTGRESQL + "/initialised", folder.postgresql().resolve("initialised"));
    file(POSTGRESQL + "/password", folder.postgresql().resolve("password"));
    if (EmbeddedPostgres.isRunning(folder.postgresql())) {
      whileItRuns();
    } else {
      tree(CLUSTER, OF_THE_PROCESS);
    }
  }

  /** The files may change while they are copied; the log that is copied last puts them right. */
  private void whileItRuns() throws IOException {
    String label;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // What the copy needs of the log stays for as long as this connection does.
      statement.execute("SELECT pg_create_physical_replication_slot('lamella_backup', true, true)");
      statement.execute("SELECT pg_backup_start('lamella', true)");
      Set<String> left = new HashSet<>(OF_THE_PROCESS);
      left.add(WAL);
      tree(CLUSTER, left);
      try (ResultSet stopped =
          statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        stopped.next();
        label = stopped.getString(1);
      }
      contents(CLUSTER + "/" + WAL, Set.of());
    } catch (SQLException e) {
      throw new IOException("PostgreSQL does not let itself be copied: " + e.getMessage(), e);
    }
    text(CLUSTER + "/backup_label", label);
  }

  private Connection connect() throws SQLException, IOException {
    String address =
        StackState.read(folder).stream()
            .flatMap(state -> state.processes().stream())
            .filter(process -> process.name().equals(POSTGRESQL))
            .map(StackState.Running::address)
            .findFirst()
            .orElseThrow(() -> new IOException("it is not known where PostgreSQL listens"));
    String password = Files.readString(folder.postgresql().resolve("password")).trim();
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address + "/postgres", EmbeddedPostgres.USER, password);
  }

  /**
   * A folder with all that is in it; folders that are left out are there, and empty.
   *
   * @param left names right beneath the folder
   */
  private void tree(String name, Set<String> left) throws IOException {
    zip.putNextEntry(new ZipEntry(name + "/"));
    zip.closeEntry();
    contents(name, left);
  }

  private void contents(String name, Set<String> left) throws IOException {
    for (Path child : children(folder.path().resolve(name))) {
      String called = name + "/" + child.getFileName();
      boolean leaves = left.contains(child.getFileName().toString());
      if (!Files.isDirectory(child)) {
        if (!leaves) {
          file(called, child);
        }
      } else if (leaves) {
        zip.putNextEntry(new ZipEntry(called + "/"));
        zip.closeEntry();
      } else {
        tree(called, Set.of());
      }
    }
  }

  /** What goes while it is looked at was not needed. */
  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void file(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
      zip.closeEntry();
    } catch (NoSuchFileException e) {
      return; // as in a listing
    }
  }

  private void text(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
