package io.lamella.sdk.verify;

import io.lamella.content.CorruptedException;
import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackSource;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.Several;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every file of a version from its packs and compares it with its digest; asks for every
 * external link whether it is still what was pinned.
 */
public final class StoredFiles {
  /** So many links are held back to be asked for together. */
  private static final int ASKED = 1024;

  private final Manifest manifest;
  private final ExtentReader reader;
  private final ExternalLinks links;
  private final LocalCopies.Progress progress;

  public StoredFiles(
      Manifest manifest, PackSource packs, ExternalLinks links, LocalCopies.Progress progress) {
    this.manifest = manifest;
    this.links = links;
    this.reader = new ExtentReader(packs);
    this.progress = progress;
  }

  /** Returns the number of entries that were looked at. */
  public long check(Consumer<LocalCopies.Problem> problems) throws IOException {
    Manifest.Totals totals = manifest.totals();
    progress.begin(totals.files(), totals.bytes());
    long checked = 0;
    List<Entry.Link> waiting = new ArrayList<>();
    try (Cursor<Entry> entries = manifest.entries(null, null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        checked++;
        if (entry instanceof Entry.File file) {
          LocalCopies.Problem problem = check(file);
          if (problem != null) {
            problems.accept(problem);
          }
          progress.advance(1, file.size(), 0);
        } else if (entry instanceof Entry.Link link) {
          waiting.add(link);
          if (waiting.size() == ASKED) {
            ask(waiting, problems);
          }
        }
      }
    }
    ask(waiting, problems);
    return checked;
  }

  private void ask(List<Entry.Link> waiting, Consumer<LocalCopies.Problem> problems)
      throws IOException {
    Several.of(
        waiting,
        link -> Optional.ofNullable(links.check(link)),
        problem -> problem.ifPresent(problems));
    waiting.clear();
  }

  private LocalCopies.@Nullable Problem check(Entry.File file) throws IOException {
    MessageDigest sha = Digest.sha256();
    String path = file.path().toString();
    String expected = file.digest().hex();
    try {
      for (Extent extent : file.extents()) {
        reader.read(extent, sha::update);
      }
    } catch (NoSuchObjectException e) {
      return new LocalCopies.Problem(path, "missing", expected, null);
    } catch (CorruptedException e) {
      return new LocalCopies.Problem(path, "corrupt", expected, null);
    }
    String actual = Digest.of(sha).hex();
    return actual.equals(expected)
        ? null
        : new LocalCopies.Problem(path, "corrupt", expected, actual);
  }
}
