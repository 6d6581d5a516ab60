package io.lamella.cache.entries;

import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Answer;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.EntryView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code entries}: a page of the version's entries in path order, all beneath {@code prefix}, or
 * with {@code recursive=false} the children of that folder, folders with the bytes beneath them.
 * The cursor is the path of the last entry.
 */
@ApplicationScoped
public class EntriesContent implements Content {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 10_000;

  private final Manifests manifests;

  @Inject
  EntriesContent(Manifests manifests) {
    this.manifests = manifests;
  }

  @Override
  public String name() {
    return "entries";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    int limit = asked.limit(DEFAULT_LIMIT, MAX_LIMIT);
    EntryPath prefix = asked.pathIn("prefix").orElse(null);
    EntryPath after = asked.pathIn("after").orElse(null);
    Manifest manifest = manifests.of(asked.ticket());
    boolean children = asked.query("recursive").map("false"::equals).orElse(false);
    if (prefix != null) {
      requireThere(manifest, prefix);
    }
    Cursor<EntryView> entries =
        children && !isLeaf(manifest, prefix)
            ? children(manifest, prefix, after)
            : recursive(manifest, prefix, after);
    return new Answer.Body(
        200,
        Map.of("Content-Type", "application/json", "X-Content-Type-Options", "nosniff"),
        -1,
        new PagePieces(entries, limit));
  }

  private static void requireThere(Manifest manifest, EntryPath prefix) throws IOException {
    if (manifest.totals(prefix).entries() == 0 && manifest.find(prefix).isEmpty()) {
      throw new LamellaException(ErrorCode.PATH_NOT_FOUND, "The version has no " + prefix);
    }
  }

  private static boolean isLeaf(Manifest manifest, @Nullable EntryPath path) throws IOException {
    return path != null
        && manifest.find(path).filter(entry -> !(entry instanceof Entry.Folder)).isPresent();
  }

  private static Cursor<EntryView> recursive(
      Manifest manifest, @Nullable EntryPath prefix, @Nullable EntryPath after) {
    return new Cursor<>() {
      private final Cursor<Entry> entries = manifest.entries(prefix, after);

      @Override
      public @Nullable EntryView next() throws IOException {
        Entry entry = entries.next();
        return entry == null ? null : EntryViews.of(entry);
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  private static Cursor<EntryView> children(
      Manifest manifest, @Nullable EntryPath folder, @Nullable EntryPath after) {
    if (after != null && !java.util.Objects.equals(after.parent().orElse(null), folder)) {
      throw new LamellaException(ErrorCode.INVALID_REQUEST, "after is no child of the prefix");
    }
    Cursor<Manifest.Child> children =
        new ChildCursor(manifest, folder, after == null ? null : after.name());
    return () -> {
      Manifest.Child child = children.next();
      return child == null ? null : EntryViews.of(folder, child);
    };
  }
}
