package io.lamella.sdk.transfer;

import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.Several;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bytes behind links into a draft as files. They lie on this machine meanwhile, some at a
 * time.
 */
final class FetchedFiles {
  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 1L << 30;

  private final ExternalLinks links;
  private final DraftFiles files;

  FetchedFiles(ExternalLinks links, DraftFiles files) {
    this.links = links;
    this.files = files;
  }

  /** What could be fetched is put; what could not is in the answer. */
  Transferred put(List<Entry.Link> all, int readers, TransferProgress progress) throws IOException {
    Transferred done = files.put(List.of(), readers, progress);
    int from = 0;
    while (from < all.size()) {
      int to = end(all, from);
      done = done.plus(putSome(all.subList(from, to), readers, progress));
      from = to;
    }
    return done;
  }

  private static int end(List<Entry.Link> all, int from) {
    long bytes = 0;
    int to = from;
    while (to < all.size() && to - from < MOST_FILES && (to == from || bytes < MOST_BYTES)) {
      bytes += Math.max(0, all.get(to).size());
      to++;
    }
    return to;
  }

  /** A file that was fetched, or why it was not. */
  private record Fetched(Scanned.@Nullable File file, @Nullable String failure) {}

  private Transferred putSome(List<Entry.Link> some, int readers, TransferProgress progress)
      throws IOException {
    Path folder = Files.createTempDirectory("lamella-links-");
    List<Scanned.File> fetched = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    try {
      Several.of(
          some,
          link -> fetch(link, Files.createTempFile(folder, "object-", null)),
          one -> {
            if (one.file() != null) {
              fetched.add(one.file());
            }
            if (one.failure() != null) {
              failed.add(one.failure());
            }
          });
      return files.put(fetched, readers, progress).failing(failed);
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private Fetched fetch(Entry.Link link, Path to) throws IOException {
    try {
      links.read(link, bytes -> Files.copy(bytes, to, StandardCopyOption.REPLACE_EXISTING));
    } catch (LinkFailure e) {
      return new Fetched(null, link.uri() + ": " + e.problem().actual());
    }
    Files.setLastModifiedTime(to, FileTime.from(link.mtimeNanos(), TimeUnit.NANOSECONDS));
    return new Fetched(new Scanned.File(link.path(), to, Stamp.of(to, false)), null);
  }
}
