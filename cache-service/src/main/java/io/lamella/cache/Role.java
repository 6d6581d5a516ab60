package io.lamella.cache;

/** What a process of this service does. */
public enum Role {
  /** Sends content, keeps it, makes local copies. */
  SERVE,
  /** Makes previews and statistics of versions, and shows them. */
  PREVIEW
}
