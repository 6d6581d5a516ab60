package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.FileProblem;
import io.lamella.sdk.folder.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Files of this machine, or of what is mounted on it; pinned by size and SHA-256. */
final class FileObjects implements LinkStore {
  /** A file and how it is named. */
  private record Named(Path file, String path) {}

  @Override
  public List<Pin> find(LinkAddress address) throws IOException {
    Path path = path(address);
    List<Pin> pins = new ArrayList<>();
    try {
      for (Named named : named(address, path)) {
        pins.add(pin(named));
      }
    } catch (IOException e) {
      throw BadLinkException.nothing(address, FileProblem.reason(e));
    }
    return pins;
  }

  private static List<Named> named(LinkAddress address, Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new BadLinkException(address.text() + ": neither file nor folder");
      }
      return List.of(new Named(path, address.name()));
    }
    List<Named> files = new ArrayList<>();
    Files.walkFileTree(
        path,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            boolean own = at.endsWith(Selection.OWN_FOLDER) && !at.equals(path);
            return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new BadLinkException(
                  file
                      + ": neither file nor folder; link to files one by"
                      + " one, or put it elsewhere");
            }
            files.add(new Named(file, text(path.relativize(file))));
            return FileVisitResult.CONTINUE;
          }
        });
    if (files.isEmpty()) {
      throw BadLinkException.nothing(address, "the folder has no files");
    }
    return files;
  }

  private static String text(Path name) {
    String text = name.toString();
    if (!Path.of(text).equals(name)) {
      throw new BadLinkException(name + ": the name is not UTF-8");
    }
    return text;
  }

  /** Read until it holds still, so that the pin tells of one state of it. */
  private static Pin pin(Named named) throws IOException {
    for (int attempt = 1; ; attempt++) {
      BasicFileAttributes before = Files.readAttributes(named.file(), BasicFileAttributes.class);
      Digest digest;
      try (InputStream in = Files.newInputStream(named.file())) {
        digest = Hashed.of(in);
      }
      BasicFileAttributes after = Files.readAttributes(named.file(), BasicFileAttributes.class);
      if (before.size() == after.size()
          && before.lastModifiedTime().equals(after.lastModifiedTime())) {
        return new Pin(
            named.file().toUri().toASCIIString(),
            named.path(),
            after.size(),
            null,
            digest,
            after.lastModifiedTime().to(TimeUnit.NANOSECONDS));
      }
      if (attempt == 3) {
        throw new BadLinkException(named.file() + ": changes while it is read");
      }
    }
  }

  private static Path path(LinkAddress address) {
    try {
      URI uri = address.uri();
      String host = uri.getHost();
      return "localhost".equalsIgnoreCase(host)
          ? Path.of(URI.create("file://" + uri.getRawPath()))
          : Path.of(uri);
    } catch (IllegalArgumentException e) {
      throw new BadLinkException(
          address.text() + ": not the address of a file; write it like file:///path/to/file");
    }
  }

  @Override
  public void check(Entry.Link link) throws IOException {
    checkByReading(link);
  }

  @Override
  public ObjectFolder folder(LinkAddress address) {
    return new FileFolder(path(address));
  }

  @Override
  public boolean canDelete() {
    return true;
  }

  @Override
  public @Nullable String delete(Entry.Link link) {
    try {
      Files.deleteIfExists(path(LinkAddress.of(link.uri())));
      return null;
    } catch (IOException e) {
      return FileProblem.reason(e);
    }
  }

  @Override
  public InputStream open(Entry.Link link) throws IOException {
    try {
      if (link.digest() == null) {
        throw LinkFailure.changed(link, "files are known by their digest, which it does not have");
      }
      Path path = path(LinkAddress.of(link.uri()));
      if (!Files.isRegularFile(path)) {
        throw LinkFailure.missing(
            link, Files.exists(path) ? "it is not a file" : "there is no such file here");
      }
      long size = Files.size(path);
      if (link.size() >= 0 && size != link.size()) {
        throw LinkFailure.changed(link, size + " bytes");
      }
      return Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw LinkFailure.missing(link, "there is no such file here");
    } catch (BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    } catch (LinkFailure e) {
      throw e;
    } catch (IOException e) {
      throw LinkFailure.missing(link, FileProblem.reason(e));
    }
  }
}
