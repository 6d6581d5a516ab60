package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import org.jspecify.annotations.Nullable;

/**
 * An object as it was found, and what it will be known by.
 *
 * @param uri its address
 * @param path how it is named in a version: its name, or its path beneath the folder that was asked
 *     for
 * @param size bytes; -1: unknown
 * @param tag strong etag, quotes and all, or {@value #LAST_MODIFIED} and what the server said;
 *     null: neither
 * @param digest SHA-256, when it was read; null: not known
 * @param mtimeNanos when it was last changed, or found
 */
public record Pin(
    String uri,
    String path,
    long size,
    @Nullable String tag,
    @Nullable Digest digest,
    long mtimeNanos) {
  /** What a tag begins with that is a time of change, for want of an etag. */
  public static final String LAST_MODIFIED = "last-modified: ";

  /** The entry of a version at this path. */
  public Entry.Link at(EntryPath place) {
    return new Entry.Link(place, uri, size, tag, digest, mtimeNanos);
  }
}
