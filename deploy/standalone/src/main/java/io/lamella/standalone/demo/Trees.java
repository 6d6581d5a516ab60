package io.lamella.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whole folders. */
final class Trees {
  private Trees() {}

  /** What differs between two folders: names, kinds, targets of links, executable bits, bytes. */
  static List<String> differences(Path left, Path right) throws IOException {
    List<String> differences = new ArrayList<>();
    Set<String> names = new TreeSet<>(names(left));
    names.addAll(names(right));
    for (String name : names) {
      if (!same(left.resolve(name), right.resolve(name))) {
        differences.add(name);
      }
    }
    return differences;
  }

  /** How many files and links a folder holds. */
  static long count(Path folder) throws IOException {
    return names(folder).size();
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> names.add(folder.relativize(path).toString()));
    }
    return names;
  }

  private static boolean same(Path left, Path right) throws IOException {
    if (!Files.exists(left, LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(right, LinkOption.NOFOLLOW_LINKS)
        || Files.isSymbolicLink(left) != Files.isSymbolicLink(right)) {
      return false;
    }
    if (Files.isSymbolicLink(left)) {
      return Files.readSymbolicLink(left).equals(Files.readSymbolicLink(right));
    }
    return Files.isExecutable(left) == Files.isExecutable(right) && Files.mismatch(left, right) < 0;
  }
}
