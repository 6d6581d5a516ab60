package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a writable copy outside the cache. Others may change it at any time, so nothing
 * is taken from it without being hashed.
 *
 * @param folder where it lies
 * @param files path under which what is known is kept, without an ending
 */
record Target(Path folder, Path files) {
  static Target of(Layout layout, Path folder) {
    return new Target(folder, layout.targets().resolve(Layout.shortHash(folder.toString())));
  }

  /** Those whose folders are there; what is known of others is dropped. */
  static List<Target> all(Layout layout) throws IOException {
    List<Target> targets = new ArrayList<>();
    try (DirectoryStream<Path> known = Files.newDirectoryStream(layout.targets(), "*.folder")) {
      for (Path file : known) {
        Target target = read(layout, file);
        if (target == null) {
          continue;
        }
        if (Files.isDirectory(target.folder)) {
          targets.add(target);
        } else {
          target.forget();
        }
      }
    }
    return targets;
  }

  private static @Nullable Target read(Layout layout, Path file) throws IOException {
    try {
      return of(layout, Path.of(Files.readString(file)));
    } catch (NoSuchFileException | CharacterCodingException | InvalidPathException e) {
      return null;
    }
  }

  Path record() {
    return Path.of(files + ".record");
  }

  Path info() {
    return Path.of(files + ".info");
  }

  /** The folder as something to take files from; null when nothing is known of it. */
  @Nullable Base base() throws IOException {
    Info info = Info.read(info());
    return info == null ? null : new Base(null, folder, record(), info, null);
  }

  /** Held by who writes to the folder. */
  Path lock() {
    return Path.of(files + ".lock");
  }

  private Path note() {
    return Path.of(files + ".folder");
  }

  /** Notes that the folder holds what {@code info} says. */
  void remember(Info content) throws IOException {
    Files.write(note(), folder.toString().getBytes(StandardCharsets.UTF_8));
    content.write(info());
  }

  void forget() throws IOException {
    Files.deleteIfExists(note());
    Files.deleteIfExists(info());
    Files.deleteIfExists(record());
  }
}
