package io.lamella.upload.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.content.bucket.BucketException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What lies beneath a prefix of S3, however much it is: in the order of keys, as their server tells
 * them; no page is asked for before the one in front of it is used up. Memory: a page.
 *
 * <p>Its position is the last key with a slash before it, as in an address. Those of a {@link Tree}
 * never begin with one.
 */
final class S3Listing implements Listing {
  private final S3Pages pages;
  private final SourceAddress prefix;
  private final String base;
  private String last;
  private Iterator<S3Object> page = Collections.emptyIterator();
  private @Nullable String next;
  private boolean begun;

  /**
   * @param after where an earlier listing stood; null: at its start
   */
  S3Listing(S3Pages pages, SourceAddress prefix, @Nullable String after) {
    this.pages = pages;
    this.prefix = prefix;
    this.base = prefix.base().substring(1);
    this.last = after == null ? base : after.substring(1);
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
      S3Object object = page.next();
      last = object.key();
      if (!last.endsWith("/")) {
        return found(object);
      }
    }
    return null;
  }

  private void turn() throws IOException {
    S3Pages.Page turned;
    if (next != null) {
      turned = pages.next(prefix.authority(), base, next);
    } else {
      String after = last.equals(base) ? null : last;
      turned = pages.first(prefix.authority(), base, after);
      if (after != null) {
        requireBehind(after, turned.objects());
      }
    }
    begun = true;
    next = turned.next();
    page = turned.objects().iterator();
  }

  /**
   * A server with another order, or that begins anew, would leave objects out or tell them twice.
   */
  private void requireBehind(String after, List<S3Object> objects) throws BucketException {
    if (!objects.isEmpty()
        && Arrays.compareUnsigned(objects.get(0).key().getBytes(UTF_8), after.getBytes(UTF_8))
            <= 0) {
      throw BucketException.unordered(prefix.authority());
    }
  }

  private Found found(S3Object object) {
    return new Found(
        last.substring(base.length()),
        prefix.scheme() + "://" + prefix.authority() + "/" + Percent.encoded(last),
        object.size() == null ? -1 : object.size(),
        object.eTag(),
        object.lastModified());
  }

  @Override
  public String position() {
    return "/" + last;
  }
}
