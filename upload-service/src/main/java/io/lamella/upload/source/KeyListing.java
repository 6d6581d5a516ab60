package io.lamella.upload.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.content.bucket.BucketException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies beneath a prefix of a bucket, however much it is: in the order of keys, as their server
 * tells them; no page is asked for before the one in front of it is used up. Memory: a page.
 *
 * <p>Its position is the last key with a slash before it, as in an address. Those of a {@link Tree}
 * never begin with one.
 */
final class KeyListing implements Listing {
  private final ObjectPages pages;
  private final SourceAddress prefix;
  private final String base;
  private String last;
  private @Nullable String after;
  private Iterator<ObjectPages.Stored> page = Collections.emptyIterator();
  private @Nullable String next;
  private boolean begun;

  /**
   * @param position where an earlier listing stood; null: at its start
   */
  KeyListing(ObjectPages pages, SourceAddress prefix, @Nullable String position) {
    this.pages = pages;
    this.prefix = prefix;
    this.base = prefix.base().substring(1);
    this.last = position == null ? base : position.substring(1);
    this.after = last.equals(base) ? null : last;
  }

  /** Whether a position is one of such a listing. */
  static boolean knows(SourceAddress prefix, String position) {
    return position.startsWith(prefix.base());
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (page.hasNext() || next != null || !begun) {
      if (!page.hasNext()) {
        try {
          turn();
        } catch (BucketException e) {
          throw BucketSource.failure(e, prefix.text());
        }
        continue;
      }
      ObjectPages.Stored object = page.next();
      last = object.key();
      if (!last.endsWith("/")) {
        return found(object);
      }
    }
    return null;
  }

  private void turn() throws IOException {
    ObjectPages.Page turned =
        next == null
            ? pages.first(prefix.authority(), base, after)
            : pages.next(prefix.authority(), base, next);
    List<ObjectPages.Stored> objects = turned.objects();
    if (after != null && !objects.isEmpty()) {
      requireBehind(after, objects.get(0).key());
      after = null;
    }
    begun = true;
    next = turned.next();
    page = objects.iterator();
  }

  /**
   * A server with another order, or that begins anew, would leave objects out or tell them twice.
   * Whether it orders bytes or characters is its own affair.
   */
  private void requireBehind(String after, String key) throws BucketException {
    if (key.compareTo(after) <= 0
        && Arrays.compareUnsigned(key.getBytes(UTF_8), after.getBytes(UTF_8)) <= 0) {
      throw BucketException.unordered(prefix.authority());
    }
  }

  private Found found(ObjectPages.Stored object) {
    return new Found(
        last.substring(base.length()),
        prefix.scheme() + "://" + prefix.authority() + "/" + Percent.encoded(last),
        object.size(),
        object.etag(),
        object.modified());
  }

  @Override
  public String position() {
    return "/" + last;
  }
}
