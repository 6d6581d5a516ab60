package io.lamella.upload.source;

import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import io.lamella.upload.UploadConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of buckets; their servers and credentials are those of this process. */
@Singleton
final class BucketSource {
  private final Map<String, Bucket> open = new HashMap<>();
  private final Map<String, String> variables;
  private final Duration patience;
  private final Map<BucketKind, ObjectPages> pages = new EnumMap<>(BucketKind.class);

  @Inject
  BucketSource(UploadConfig config) {
    this(environment(config.ingest().variables()), config.ingest().stall());
  }

  BucketSource(Map<String, String> variables, Duration patience) {
    this.variables = Map.copyOf(variables);
    this.patience = patience;
  }

  private static Map<String, String> environment(Map<String, String> over) {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(over);
    return variables;
  }

  /**
   * What lies beneath a prefix, page by page in the order of keys. A listing that began folder by
   * folder goes on so.
   */
  Listing list(SourceAddress prefix, @Nullable String after) throws IOException {
    requireWholeParts(prefix);
    return after == null || KeyListing.knows(prefix, after)
        ? new KeyListing(pages(prefix), prefix, after)
        : new Tree((path, behind) -> children(prefix, path), after);
  }

  /** The binding takes two slashes for one, and would find another object. */
  private static void requireWholeParts(SourceAddress address) throws SourceException {
    if (address.path().contains("//")) {
      throw SourceException.unreadable(
          address.text() + ": objects with an empty part in their names (//) cannot be read");
    }
  }

  private synchronized ObjectPages pages(SourceAddress prefix) throws SourceException {
    BucketKind kind = BucketKind.of(prefix.scheme()).orElseThrow();
    try {
      return pages.computeIfAbsent(kind, key -> ObjectPages.open(key, variables, patience));
    } catch (IllegalArgumentException e) {
      throw SourceException.unreadable(prefix.text() + ": " + e.getMessage());
    }
  }

  private Tree.Children children(SourceAddress prefix, String below) throws IOException {
    String folder = prefix.base().substring(1) + below;
    String home = prefix.scheme() + "://" + prefix.authority() + "/";
    try {
      Bucket.Folder found = bucket(prefix).folder(folder);
      List<Tree.Child> children = new ArrayList<>();
      for (Bucket.Found object : found.objects()) {
        String name = object.key().substring(folder.length());
        children.add(
            new Tree.Child(
                name,
                new Found(
                    below + name,
                    home + Percent.encoded(object.key()),
                    object.size(),
                    object.etag(),
                    object.modified())));
      }
      for (String under : found.prefixes()) {
        children.add(new Tree.Child(under.substring(folder.length()), null));
      }
      return new Tree.Children(children, null);
    } catch (BucketException e) {
      throw failure(e, prefix.text());
    }
  }

  Opened open(SourceAddress address) throws IOException {
    return open(address, null);
  }

  /** Opens a range; null: the whole. */
  Opened open(SourceAddress address, @Nullable Slice slice) throws IOException {
    requireWholeParts(address);
    try {
      Bucket bucket = bucket(address);
      Bucket.Found found =
          bucket
              .stat(address.key())
              .orElseThrow(
                  () ->
                      SourceException.missing(
                          address.text()
                              + ": there is no such object; of a prefix, write the / at its end"));
      if (slice != null) {
        slice.require(address.text(), found.size(), found.etag(), found.modified());
      }
      InputStream bytes =
          slice == null ? bucket.open(found) : bucket.open(found, slice.from(), slice.length());
      return new Opened(
          new Unchanged(bytes, bucket, found, address),
          found.size(),
          found.etag(),
          found.modified(),
          0644,
          found.etag() != null);
    } catch (BucketException e) {
      throw failure(e, address.text());
    }
  }

  private synchronized Bucket bucket(SourceAddress address) throws BucketException {
    String name = address.scheme() + "://" + address.authority();
    Bucket bucket = open.get(name);
    if (bucket == null) {
      BucketKind kind = BucketKind.of(address.scheme()).orElseThrow();
      bucket = Bucket.open(kind, address.authority(), variables, patience);
      open.put(name, bucket);
    }
    return bucket;
  }

  @PreDestroy
  synchronized void stop() {
    open.values().forEach(Bucket::close);
    pages.values().forEach(ObjectPages::close);
  }

  static SourceException failure(BucketException e, String uri) {
    String message = uri + ": " + e.getMessage();
    return e.mayPass() ? SourceException.passing(message) : SourceException.unreadable(message);
  }

  /** Bytes of one object: what it was before the first it still is after the last. */
  private static final class Unchanged extends FilterInputStream {
    private final Bucket bucket;
    private final Bucket.Found found;
    private final SourceAddress address;
    private boolean ended;

    Unchanged(InputStream bytes, Bucket bucket, Bucket.Found found, SourceAddress address) {
      super(bytes);
      this.bucket = bucket;
      this.found = found;
      this.address = address;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        int read = in.read(target, from, length);
        if (read < 0 && !ended) {
          ended = true;
          check();
        }
        return read;
      } catch (BucketException e) {
        throw failure(e, address.text());
      }
    }

    /** An object that came in one range was one object. */
    private void check() throws IOException {
      if (found.size() > Bucket.RANGE
          && bucket
              .stat(found.key())
              .filter(now -> now.size() == found.size() && sameEtag(now))
              .isEmpty()) {
        throw Slice.changed(address.text());
      }
    }

    private boolean sameEtag(Bucket.Found now) {
      return java.util.Objects.equals(now.etag(), found.etag());
    }
  }
}
