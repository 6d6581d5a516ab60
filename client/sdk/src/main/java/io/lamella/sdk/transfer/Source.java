package io.lamella.sdk.transfer;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.Findings;
import io.lamella.sdk.folder.FolderWalk;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Selection;
import io.lamella.sdk.folder.Symlinks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where entries of a draft come from: can be gone through more than once. */
public sealed interface Source {
  /**
   * What it holds, in path order.
   *
   * @param survey look for everything that could go wrong
   */
  Cursor<Scanned> scan(boolean survey, Findings findings) throws IOException;

  /** All of it lies at or beneath this path in the version; null: anywhere. */
  @Nullable EntryPath prefix();

  /** The contents of a folder. */
  record Folder(Path folder, @Nullable EntryPath prefix, Selection selection, Symlinks symlinks)
      implements Source {
    @Override
    public Cursor<Scanned> scan(boolean survey, Findings findings) throws IOException {
      return new FolderWalk(
          folder, prefix, symlinks, selection.withIgnoreFileOf(folder), survey, findings);
    }
  }

  /** Files one by one, in path order. */
  record Files(List<Scanned.File> files) implements Source {
    public Files {
      files = List.copyOf(files);
    }

    @Override
    public @Nullable EntryPath prefix() {
      return files.size() == 1 ? files.get(0).path() : null;
    }

    @Override
    public Cursor<Scanned> scan(boolean survey, Findings findings) {
      Iterator<Scanned.File> next = files.iterator();
      return () -> next.hasNext() ? next.next() : null;
    }
  }
}
