package io.lamella.upload.form;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import org.jspecify.annotations.Nullable;

/** Paths of files in forms: parts between slashes, in UTF-8. */
final class FormNames {
  private FormNames() {}

  /**
   * Where a file goes.
   *
   * @throws InvalidPathException when no version can hold it
   */
  static EntryPath path(@Nullable EntryPath folder, String name) {
    if (name.indexOf('\\') >= 0) {
      throw new InvalidPathException(
          "a path with a backslash: " + name + "; the parts of a path stand between '/'");
    }
    if (name.indexOf('\ufffd') >= 0) {
      throw new InvalidPathException("a path that is not valid UTF-8, or has U+FFFD: " + name);
    }
    EntryPath path = EntryPath.of(name);
    return folder == null ? path : EntryPath.of(folder + "/" + path);
  }
}
