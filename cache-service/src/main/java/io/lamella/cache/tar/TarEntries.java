package io.lamella.cache.tar;

import io.lamella.content.manifest.Entry;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Entries as tar has them: POSIX.1-2001 (pax), UTF-8, owned by nobody in particular. */
final class TarEntries {
  private static final int SYMLINK_MODE = 0777;

  private TarEntries() {}

  static TarArchiveOutputStream stream(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  static TarArchiveEntry of(Entry entry, String name) {
    if (entry instanceof Entry.File file) {
      TarArchiveEntry tar = new TarArchiveEntry(name, true);
      tar.setSize(file.size());
      tar.setMode(file.mode());
      tar.setLastModifiedTime(FileTime.from(file.mtimeNanos(), TimeUnit.NANOSECONDS));
      return tar;
    }
    if (entry instanceof Entry.Symlink symlink) {
      TarArchiveEntry tar = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
      tar.setLinkName(symlink.target());
      tar.setMode(SYMLINK_MODE);
      tar.setLastModifiedTime(FileTime.fromMillis(0));
      return tar;
    }
    if (entry instanceof Entry.Folder folder) {
      TarArchiveEntry tar = new TarArchiveEntry(name + "/", true);
      tar.setMode(folder.mode());
      tar.setLastModifiedTime(FileTime.fromMillis(0));
      return tar;
    }
    throw new IllegalArgumentException("no bytes here of " + entry.path());
  }
}
