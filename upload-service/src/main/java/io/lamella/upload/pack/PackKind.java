package io.lamella.upload.pack;

/** What a pack holds. */
public enum PackKind {
  /** Chunks of files: found by dedup. */
  CONTENT,
  /** Segments of manifests. */
  SEGMENTS
}
