package io.lamella.upload.archive;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.jspecify.annotations.Nullable;

/**
 * Names of zip entries: relative, with slashes, in UTF-8, whether their flag says so or not; where
 * they are not flagged, an extra field may have the name in UTF-8, as Info-ZIP writes it.
 */
final class ZipNames {
  private final @Nullable EntryPath folder;

  /**
   * @param folder where the entries go; null: the top
   */
  ZipNames(@Nullable EntryPath folder) {
    this.folder = folder;
  }

  /**
   * The bytes of a name.
   *
   * @param utf8 true when it is flagged as UTF-8
   */
  static byte[] bytes(byte[] raw, boolean utf8, ZipExtraField[] extra) {
    if (!utf8) {
      for (ZipExtraField field : extra) {
        if (field instanceof UnicodePathExtraField unicode && unicode.getNameCRC32() == crc(raw)) {
          return unicode.getUnicodeName();
        }
      }
    }
    return raw;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** True when it names a folder. */
  static boolean isFolder(byte[] name) {
    return name.length > 0 && name[name.length - 1] == '/';
  }

  /**
   * Where in the version it goes; null for the folder that the zip was made in.
   *
   * @throws InvalidPathException when no version can hold it
   */
  @Nullable EntryPath path(byte[] name) {
    int from = 0;
    int to = isFolder(name) ? name.length - 1 : name.length;
    while (to - from >= 2 && name[from] == '.' && name[from + 1] == '/') {
      from += 2;
    }
    if (isFolder(name) && (to <= from || (to - from == 1 && name[from] == '.'))) {
      if (name[0] == '/') {
        throw new InvalidPathException("an absolute path: /");
      }
      return null;
    }
    EntryPath path = EntryPath.ofUtf8(Arrays.copyOfRange(name, from, to));
    if (path.toString().indexOf('\\') >= 0) {
      throw new InvalidPathException(
          "a path with a backslash: " + path + "; in a zip the parts of a path stand between '/'");
    }
    return folder == null ? path : EntryPath.of(folder + "/" + path);
  }
}
