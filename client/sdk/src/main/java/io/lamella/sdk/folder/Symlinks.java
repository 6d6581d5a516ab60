package io.lamella.sdk.folder;

/** What becomes of symlinks. */
public enum Symlinks {
  /** Those that stay inside the folder stay links, those that leave it are followed. */
  INSIDE,
  /** All stay links. */
  KEEP,
  /** All are followed. */
  FOLLOW
}
