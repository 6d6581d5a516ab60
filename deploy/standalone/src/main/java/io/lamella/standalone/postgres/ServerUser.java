package io.lamella.standalone.postgres;

import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses root, so under root its programs are started through a prefix
 * command that becomes an unprivileged user first and then the program (same pid). Anybody else
 * runs it as themselves, with no prefix.
 *
 * @param prefix what comes before the program on the command line
 * @param uid owner of its files, or -1 to leave them as they are
 * @param gid group of its files
 */
record ServerUser(List<String> prefix, int uid, int gid) {
  private static final ServerUser SELF = new ServerUser(List.of(), -1, -1);

  ServerUser {
    prefix = List.copyOf(prefix);
  }

  /**
   * Who can run {@code program} on {@code data}, an existing folder that PostgreSQL owns or will.
   * Both may lie where only root can go (below {@code /root}): then the user keeps the one
   * capability that lets it pass.
   *
   * @throws StartFailedException when this system has no way to do it
   */
  static ServerUser of(Path data, Path program) throws IOException {
    ServerUser owner = owner(data);
    if (owner.uid < 0) {
      return SELF;
    }
    owner.own(data);
    for (List<String> way : ways(owner.uid, owner.gid)) {
      if (works(way, data, program)) {
        return new ServerUser(way, owner.uid, owner.gid);
      }
    }
    throw new StartFailedException(
        "PostgreSQL does not run as root, and neither setpriv nor chroot could become uid "
            + owner.uid
            + " with access to "
            + data);
  }

  /** Whose {@code data} is, or will be; without a way to become this user. */
  static ServerUser owner(Path data) throws IOException {
    if (!isRoot()) {
      return SELF;
    }
    int uid = (Integer) Files.getAttribute(data, "unix:uid");
    int gid = (Integer) Files.getAttribute(data, "unix:gid");
    if (uid != 0) {
      return new ServerUser(List.of(), uid, gid);
    }
    String[] account = account();
    return new ServerUser(List.of(), Integer.parseInt(account[2]), Integer.parseInt(account[3]));
  }

  /** Makes {@code path} this user's. */
  void own(Path path) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    }
  }

  /** The command line that runs {@code command} as this user. */
  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Whether this process runs as root. */
  static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? ((Integer) Files.getAttribute(self, "unix:uid")) == 0
        : "root".equals(System.getProperty("user.name"));
  }

  private static String[] account() throws IOException {
    Map<String, String[]> accounts = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3) {
        accounts.put(fields[0], fields);
      }
    }
    String[] account = accounts.getOrDefault("postgres", accounts.get("nobody"));
    if (account == null) {
      throw new StartFailedException("neither a user postgres nor a user nobody to run as");
    }
    return account;
  }

  private static List<List<String>> ways(int uid, int gid) {
    List<String> setpriv = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    List<List<String>> ways = new ArrayList<>();
    ways.add(setpriv);
    ways.add(List.of("chroot", "--userspec=" + uid + ":" + gid, "/"));
    for (String capability : List.of("dac_read_search", "dac_override")) {
      List<String> way = new ArrayList<>(setpriv);
      way.add("--inh-caps=+" + capability);
      way.add("--ambient-caps=+" + capability);
      ways.add(way);
    }
    return ways;
  }

  private static boolean works(List<String> way, Path data, Path program) {
    List<String> probe = new ArrayList<>(way);
    probe.addAll(List.of("sh", "-c", "cd \"$1\" && exec \"$2\" --version", "sh"));
    probe.add(data.toString());
    probe.add(program.toString());
    try {
      Process process =
          new ProcessBuilder(probe)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
