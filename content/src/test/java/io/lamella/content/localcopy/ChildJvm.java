package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies.Copied;
import io.lamella.content.localcopy.LocalCopies.Progress;
import io.lamella.content.localcopy.LocalCopies.Settings;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.FileObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Another process that works with a cache. Says on a line what it does. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ChildJvm.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    process = builder.start();
    out = process.inputReader();
  }

  /** Holds a lease, says {@code leased}, until it is killed. */
  static ChildJvm lease(Path cache, String id) throws IOException {
    return new ChildJvm("lease", cache.toString(), id);
  }

  /**
   * Takes a lock again and again, and removes its file each time; says {@code done} or {@code two
   * hold it}.
   */
  static ChildJvm contend(Path lock, int rounds) throws IOException {
    return new ChildJvm("contend", lock.toString(), Integer.toString(rounds));
  }

  /**
   * Says {@code begun}, gets a shared copy (or a writable one), says {@code fetched N}.
   *
   * @param readsBeforeWaiting after so many reads of packs it says {@code waiting} and waits for
   *     {@link #goOn}
   */
  static ChildJvm get(Path cache, Path store, Root root, String target, int readsBeforeWaiting)
      throws IOException {
    Extent at = root.address();
    return new ChildJvm(
        "get",
        cache.toString(),
        store.toString(),
        target,
        Integer.toString(readsBeforeWaiting),
        root.id().hex(),
        at.pack().domain(),
        at.pack().id().hex(),
        Long.toString(at.offset()),
        Long.toString(at.storedLength()),
        Long.toString(at.rawLength()),
        Integer.toString(at.firstSlot()),
        Integer.toString(at.count()));
  }

  /** Waits until it says a line that begins so, and returns the line. */
  String await(String beginning) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IOException("the process ended and never said " + beginning);
  }

  void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("contend")) {
      System.out.println(
          contended(Path.of(arguments[1]), Integer.parseInt(arguments[2]))
              ? "done"
              : "two hold it");
      return;
    }
    LocalCopies copies = LocalCopies.open(Path.of(arguments[1]), Settings.DEFAULT);
    if (arguments[0].equals("lease")) {
      try (AutoCloseable lease = copies.lease(arguments[2]).orElseThrow()) {
        System.out.println("leased");
        System.in.read();
      }
      return;
    }
    System.out.println("begun");
    AtomicLong reads = new AtomicLong(Long.parseLong(arguments[4]));
    StorePacks packs = new StorePacks(new FileObjectStore(Path.of(arguments[2])));
    PackSource source =
        new PackSource() {
          @Override
          public InputStream open(PackRef pack, long offset, long length) throws IOException {
            if (reads.decrementAndGet() == 0) {
              System.out.println("waiting");
              System.in.read();
            }
            return packs.open(pack, offset, length);
          }
        };
    Copied copied =
        arguments[3].isEmpty()
            ? copies.shared(TestStore.wanted(root(arguments)), source, false, Progress.NONE)
            : copies.writable(
                TestStore.wanted(root(arguments)),
                source,
                Path.of(arguments[3]),
                true,
                Progress.NONE);
    System.out.println("fetched " + copied.bytesFetched());
  }

  private static boolean contended(Path lock, int rounds) throws IOException {
    Path mine = lock.resolveSibling("held");
    for (int round = 0; round < rounds; ) {
      Optional<OsLock> held = OsLock.tryExclusive(lock);
      if (held.isPresent()) {
        try {
          Files.createFile(mine);
          Files.delete(mine);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
          return false;
        }
        held.get().closeAndDelete();
        round++;
      }
    }
    return true;
  }

  private static Root root(String[] arguments) {
    PackRef pack = new PackRef(arguments[6], Digest.parse(arguments[7]), 0);
    return new Root(
        Digest.parse(arguments[5]),
        new Extent(
            pack,
            Long.parseLong(arguments[8]),
            Long.parseLong(arguments[9]),
            Long.parseLong(arguments[10]),
            Integer.parseInt(arguments[11]),
            Integer.parseInt(arguments[12])));
  }
}
