package io.lamella.cache.preview;

import io.lamella.cache.disk.RecentlyUsed;
import io.lamella.cache.disk.Trees;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Small files by name, bounded in bytes: the longest unused go first. What was used is written down
 * as the time of the file, so that the order outlives the process. Safe for use by several threads.
 */
@ApplicationScoped
public class KeptFiles {
  /** Of the form of what is kept; what was written in another one goes. */
  static final int FORMAT = 1;

  private static final String PREFIX = "kept-";
  private static final String TEMPORARY = ".tmp-";
  private static final int SHARD = 2;

  private final Path dir;
  private final Path folder;
  private final RecentlyUsed<String> used;

  @Inject
  KeptFiles(PreviewConfig config) {
    this(config.dir(), config.bytes());
  }

  KeptFiles(Path dir, long maxBytes) {
    this.dir = dir.toAbsolutePath();
    this.folder = this.dir.resolve(PREFIX + FORMAT);
    this.used = new RecentlyUsed<>(maxBytes);
  }

  /** Finds what is there. */
  @PostConstruct
  void open() throws IOException {
    Files.createDirectories(dir);
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder);
    try (Stream<Path> children = Files.list(dir)) {
      for (Path child : children.filter(this::isOfAnotherFormat).toList()) {
        Trees.delete(child);
      }
    }
    record Found(String name, long size, FileTime used) {}
    List<Found> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String name = file.getFileName().toString();
        if (attributes.isRegularFile() && name.startsWith(TEMPORARY)) {
          Files.deleteIfExists(file);
        } else if (attributes.isRegularFile()) {
          found.add(new Found(name, attributes.size(), attributes.lastModifiedTime()));
        }
      }
    }
    found.sort(Comparator.comparing(Found::used));
    for (Found one : found) {
      used.add(one.name(), one.size());
    }
  }

  private boolean isOfAnotherFormat(Path child) {
    return child.getFileName().toString().startsWith(PREFIX) && !child.equals(folder);
  }

  /** Whether something is kept under a name. */
  boolean holds(String name) {
    return used.holds(name);
  }

  /** What is kept under a name; empty when nothing is. */
  Optional<byte[]> find(String name) throws IOException {
    if (!used.use(name)) {
      return Optional.empty();
    }
    try {
      byte[] found = Files.readAllBytes(path(name));
      Files.setLastModifiedTime(path(name), FileTime.fromMillis(System.currentTimeMillis()));
      return Optional.of(found);
    } catch (NoSuchFileException e) {
      used.remove(name);
      return Optional.empty();
    }
  }

  /** Keeps it, in place of what was kept under the name before. */
  void put(String name, byte[] content) throws IOException {
    Path target = path(name);
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      Files.write(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    for (String gone : used.add(name, content.length)) {
      Files.deleteIfExists(path(gone));
    }
  }

  /** Lets go of what turned out damaged. */
  void remove(String name) throws IOException {
    used.remove(name);
    Files.deleteIfExists(path(name));
  }

  private Path path(String name) {
    return folder.resolve(name.substring(0, SHARD)).resolve(name);
  }
}
