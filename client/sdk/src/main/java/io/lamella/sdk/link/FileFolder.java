package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.store.Folders;
import io.lamella.sdk.folder.FileProblem;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A folder of this machine, or of what is mounted on it. What was put there is on disk. */
final class FileFolder implements ObjectFolder {
  private static final int BUFFER = 128 << 10;
  private static final String BEGIN = ".lamella-";
  private static final String END = ".part";
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final Path folder;
  private final Opening opening;
  private final Folders folders = new Folders();
  private final Set<Path> cleared = ConcurrentHashMap.newKeySet();

  FileFolder(Path folder) {
    this(
        folder,
        file ->
            Channels.newInputStream(
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  FileFolder(Path folder, Opening opening) {
    this.folder = folder.normalize();
    this.opening = opening;
  }

  /** Opens files, following no symlink. */
  interface Opening {
    InputStream open(Path file) throws IOException;
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(folder);
  }

  @Override
  public Placed place(Path source, EntryPath path) {
    Path target = target(path);
    return attempts(
        source,
        target,
        () -> isThere(target) ? compared(source, target, path) : copied(source, target, path));
  }

  @Override
  public Placed rehearse(Path source, EntryPath path) {
    Path target = target(path);
    return attempts(
        source,
        target,
        () -> {
          if (isThere(target)) {
            return compared(source, target, path);
          }
          Stamp stamp = Stamp.of(source, false);
          Digest digest = digest(source, stamp);
          return digest == null
              ? null
              : new Placed(
                  pin(target, path, stamp.size(), digest, stamp.mtimeNanos()), stamp.size(), null);
        });
  }

  /** Null: what it looked at changed meanwhile. */
  private interface Attempt {
    @Nullable Placed make() throws IOException;
  }

  private static Placed attempts(Path source, Path target, Attempt attempt) {
    try {
      for (int i = 1; i <= ATTEMPTS; i++) {
        Placed placed = attempt.make();
        if (placed != null) {
          return placed;
        }
      }
      return Placed.failed(
          (isThere(target) ? target : source)
              + ": changes while it is read; tried "
              + ATTEMPTS
              + " times");
    } catch (IOException e) {
      String file = e instanceof FileSystemException f ? f.getFile() : null;
      return Placed.failed((file == null ? source : file) + ": " + FileProblem.reason(e));
    }
  }

  private static boolean isThere(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  private Path target(EntryPath path) {
    return folder.resolve(path.toString());
  }

  /** Something is there: it is the same, or in the way. */
  private @Nullable Placed compared(Path source, Path target, EntryPath path) throws IOException {
    Stamp there = Stamp.of(target, false);
    if (!there.isFile()) {
      return Placed.failed(target + ": is there already, and is no file");
    }
    Stamp here = Stamp.of(source, false);
    if (here.size() != there.size()) {
      return Placed.different(source, target);
    }
    Digest object = digest(target, there);
    Digest file = object == null || here.equals(there) ? object : digest(source, here);
    if (object == null || file == null) {
      return null;
    }
    return file.equals(object)
        ? new Placed(
            pin(target, path, there.size(), object, there.mtimeNanos()), 2 * there.size(), null)
        : Placed.different(source, target);
  }

  /** SHA-256 of a file; null when it is not as it was. */
  private @Nullable Digest digest(Path file, Stamp stamp) throws IOException {
    try (InputStream in = opening.open(file)) {
      Digest digest = Hashed.of(in);
      return Stamp.of(file, false).sameContentAs(stamp) ? digest : null;
    }
  }

  /** Null: the file changed meanwhile, or somebody else put something there. */
  private @Nullable Placed copied(Path source, Path target, EntryPath path) throws IOException {
    Stamp before = Stamp.of(source, false);
    if (!before.isFile()) {
      return Placed.failed(source + ": is not a file any more");
    }
    Path parent = Objects.requireNonNull(target.getParent());
    if (leadsOut(parent)) {
      return Placed.failed(parent + ": leads out of " + folder);
    }
    folders.make(parent);
    clear(parent);
    Path part = parent.resolve(BEGIN + UUID.randomUUID() + END);
    MessageDigest sha = Digest.sha256();
    try {
      long size = copy(source, part, sha);
      if (size != before.size() || !Stamp.of(source, false).sameContentAs(before)) {
        return null;
      }
      if (!appears(part, target)) {
        return null;
      }
    } finally {
      Files.deleteIfExists(part);
    }
    Files.setLastModifiedTime(target, FileTime.from(before.mtimeNanos(), TimeUnit.NANOSECONDS));
    folders.sync(parent);
    Pin pin = pin(target, path, before.size(), Digest.of(sha), before.mtimeNanos());
    return new Placed(pin, before.size(), null);
  }

  /** Whether a symlink stands on the way that goes elsewhere. */
  private boolean leadsOut(Path parent) throws IOException {
    Path there = parent;
    while (there.startsWith(folder) && !isThere(there)) {
      there = Objects.requireNonNull(there.getParent());
    }
    return there.startsWith(folder) && !there.toRealPath().startsWith(folder.toRealPath());
  }

  private long copy(Path source, Path part, MessageDigest sha) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = opening.open(source);
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        size += count;
      }
      out.force(true);
    }
    return size;
  }

  /** Gives the file its name, if nothing has it: a second name fails where one is. */
  private static boolean appears(Path part, Path target) throws IOException {
    try {
      Files.createLink(target, part);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return appearsByMoving(part, target);
    }
  }

  /** For file systems without second names. */
  private static boolean appearsByMoving(Path part, Path target) throws IOException {
    try {
      Files.move(part, target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Takes away what processes left there that were killed long ago. */
  private void clear(Path parent) throws IOException {
    if (!cleared.add(parent)) {
      return;
    }
    FileTime old = FileTime.from(Instant.now().minus(LEFT_BEHIND));
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(parent, BEGIN + "*" + END)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS).compareTo(old) < 0) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static Pin pin(Path target, EntryPath path, long size, Digest digest, long mtimeNanos) {
    return new Pin(target.toUri().toASCIIString(), path.toString(), size, null, digest, mtimeNanos);
  }
}
