package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import io.lamella.content.glob.Glob;
import io.lamella.content.glob.Globs;
import io.lamella.content.localcopy.Excerpt;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Part;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a version is wanted: of the entries that differ from another version, those that patterns
 * match, and of these one part. The parts of the same choice hold each entry of it exactly once, on
 * whatever machines they are asked for.
 *
 * @param files only what one of these matches. Each must match something, else reading ends with
 *     {@link ErrorCode#PATH_NOT_FOUND}; but what changed may be nothing
 * @param changedFrom only what this version has not, or has otherwise; null: all
 * @param part only this part; null: all parts
 */
public record Portion(Globs files, @Nullable Manifest changedFrom, @Nullable Part part)
    implements Excerpt {
  /** Everything. */
  public static final Portion ALL = new Portion(Globs.ALL, null, null);

  public Portion {
    part = part != null && part.count() == 1 ? null : part;
  }

  /** What matches these patterns: without a {@code /} at any depth. */
  public static Portion files(List<String> patterns) {
    return new Portion(Globs.anywhere(patterns), null, null);
  }

  /**
   * This portion of what differs from another version.
   *
   * @throws LamellaException with {@link ErrorCode#WRONG_STATE} when that is not final
   */
  public Portion changedFrom(VersionContents other) {
    return new Portion(files, other.manifest(), part);
  }

  /** One of the parts of this portion. */
  public Portion part(Part wanted) {
    return new Portion(files, changedFrom, wanted);
  }

  public boolean isAll() {
    return files.isEmpty() && changedFrom == null && part == null;
  }

  @Override
  public String words() {
    List<String> words = new ArrayList<>();
    if (changedFrom != null) {
      words.add("changed from " + changedFrom.root().versionDigest().hex());
    }
    if (!files.isEmpty()) {
      words.add("matching " + String.join(" ", quoted(files)));
    }
    if (part != null) {
      String what = part.balance().name().toLowerCase(Locale.ROOT);
      words.add("part %d of %d by %s".formatted(part.number(), part.count(), what));
    }
    return words.isEmpty() ? "everything" : String.join(", ", words);
  }

  private static List<String> quoted(Globs globs) {
    return globs.patterns().stream()
        .map(Glob::text)
        .distinct()
        .sorted()
        .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .toList();
  }

  @Override
  public Cursor<Entry> of(Manifest manifest) throws IOException {
    Part wanted = part;
    if (wanted == null) {
      return ofAllParts(manifest);
    }
    return files.isEmpty() && changedFrom == null
        ? wanted.of(manifest)
        : wanted.of(() -> ofAllParts(manifest));
  }

  private Cursor<Entry> ofAllParts(Manifest manifest) {
    if (changedFrom != null) {
      return matching(new ChangedEntries(changedFrom, manifest));
    }
    return matching(
        files
            .folders()
            .<Cursor<Entry>>map(folders -> new PickedEntries(manifest, folders))
            .orElseGet(() -> manifest.entries(null, null)));
  }

  private Cursor<Entry> matching(Cursor<Entry> entries) {
    return files.isEmpty() ? entries : new MatchedEntries(entries, files, changedFrom == null);
  }
}
