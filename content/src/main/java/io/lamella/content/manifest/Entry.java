package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a version. Its canonical part says what it is and goes into the version's digest;
 * its locations (extents, mtime, other mode bits) do not.
 */
public sealed interface Entry {
  /** Longest URI of a link, bytes of UTF-8. */
  int MAX_URI_BYTES = 8192;

  /** Longest pin of a link, bytes of UTF-8. */
  int MAX_PIN_BYTES = 1024;

  /** Longest target of a symlink, bytes of UTF-8. */
  int MAX_TARGET_BYTES = 4096;

  EntryPath path();

  /** True when the canonical parts are equal: what counts as no change. */
  boolean sameContent(Entry other);

  /**
   * A file.
   *
   * @param size bytes
   * @param executable the owner's executable bit
   * @param digest SHA-256 of the whole file
   * @param extents where its bytes lie, in order; empty for an empty file
   * @param mtimeNanos modification time, nanoseconds since 1970 UTC, as it was put
   * @param mode permission bits (0777), as they were put
   */
  record File(
      EntryPath path,
      long size,
      boolean executable,
      Digest digest,
      List<Extent> extents,
      long mtimeNanos,
      int mode)
      implements Entry {
    public File {
      EntryRules.size(path, size, 0);
      EntryRules.mode(path, mode);
      extents = List.copyOf(extents);
    }

    @Override
    public boolean sameContent(Entry other) {
      return other instanceof File f
          && f.path.equals(path)
          && f.size == size
          && f.executable == executable
          && f.digest.equals(digest);
    }
  }

  /**
   * An external link, pinned.
   *
   * @param uri where the bytes lie; 1 to 8,192 bytes of UTF-8 without NUL
   * @param size bytes, or -1 when unknown
   * @param pin etag or version id, 1 to 1,024 bytes of UTF-8 without NUL, or null
   * @param digest SHA-256, or null when unknown
   */
  record Link(
      EntryPath path,
      String uri,
      long size,
      @Nullable String pin,
      @Nullable Digest digest,
      long mtimeNanos)
      implements Entry {
    public Link {
      EntryRules.size(path, size, -1);
      EntryRules.text(path, "a URI", uri, MAX_URI_BYTES);
      if (pin != null) {
        EntryRules.text(path, "a pin", pin, MAX_PIN_BYTES);
      }
    }

    @Override
    public boolean sameContent(Entry other) {
      return other instanceof Link l
          && l.path.equals(path)
          && l.uri.equals(uri)
          && l.size == size
          && Objects.equals(l.pin, pin)
          && Objects.equals(l.digest, digest);
    }
  }

  /** A symlink and where it points, byte for byte; 1 to 4,096 bytes of UTF-8 without NUL. */
  record Symlink(EntryPath path, String target) implements Entry {
    public Symlink {
      EntryRules.text(path, "a symlink's target", target, MAX_TARGET_BYTES);
    }

    @Override
    public boolean sameContent(Entry other) {
      return equals(other);
    }
  }

  /**
   * A folder with nothing beneath it.
   *
   * @param mode permission bits (0777), as they were put
   */
  record Folder(EntryPath path, int mode) implements Entry {
    public Folder {
      EntryRules.mode(path, mode);
    }

    @Override
    public boolean sameContent(Entry other) {
      return other instanceof Folder f && f.path.equals(path);
    }
  }
}
