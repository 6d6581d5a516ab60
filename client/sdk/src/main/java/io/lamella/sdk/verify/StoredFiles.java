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
import java.io.IOException;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads every file of a version from its packs and compares it with its digest. */
public final class StoredFiles {
  private final Manifest manifest;
  private final ExtentReader reader;
  private final LocalCopies.Progress progress;

  public StoredFiles(Manifest manifest, PackSource packs, LocalCopies.Progress progress) {
    this.manifest = manifest;
    this.reader = new ExtentReader(packs);
    this.progress = progress;
  }

  /** Returns the number of entries that were looked at. */
  public long check(Consumer<LocalCopies.Problem> problems) throws IOException {
    Manifest.Totals totals = manifest.totals();
    progress.begin(totals.files(), totals.bytes());
    long checked = 0;
    try (Cursor<Entry> entries = manifest.entries(null, null)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        checked++;
        if (entry instanceof Entry.File file) {
          LocalCopies.Problem problem = check(file);
          if (problem != null) {
            problems.accept(problem);
          }
          progress.advance(1, file.size(), 0);
        }
      }
    }
    return checked;
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
