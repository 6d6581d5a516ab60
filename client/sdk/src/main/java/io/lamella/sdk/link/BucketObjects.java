package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.Bucket.Found;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects of buckets, pinned by size and etag. An address that ends with a slash is all objects
 * beneath it.
 */
final class BucketObjects implements LinkStore {
  private final BucketKind kind;
  private final Map<String, String> environment;
  private final LinkPatience patience;
  private final Attempts attempts;
  private final Map<String, Bucket> open = new HashMap<>();

  BucketObjects(
      BucketKind kind, Map<String, String> environment, LinkPatience patience, Attempts attempts) {
    this.kind = kind;
    this.environment = environment;
    this.patience = patience;
    this.attempts = attempts;
  }

  /** An object's bucket and key. */
  private record Place(Bucket bucket, String key) {}

  private Place place(LinkAddress address) throws IOException {
    String name = address.uri().getRawAuthority();
    if (name == null || address.uri().getRawQuery() != null) {
      throw new BadLinkException(
          address.text() + ": write it like " + kind.scheme() + "://bucket/path/to/object");
    }
    return new Place(bucket(name), address.path().substring(1));
  }

  private synchronized Bucket bucket(String name) throws IOException {
    Bucket bucket = open.get(name);
    if (bucket == null) {
      bucket = Bucket.open(kind, name, environment, patience.stall());
      open.put(name, bucket);
    }
    return bucket;
  }

  @Override
  public List<Pin> find(LinkAddress address) throws IOException {
    try {
      return attempts.of(address.uri(), () -> broken(() -> pins(address, place(address))));
    } catch (BrokenException | BucketException e) {
      throw BadLinkException.nothing(address, String.valueOf(e.getMessage()));
    }
  }

  private List<Pin> pins(LinkAddress address, Place place) throws IOException {
    if (!place.key().isEmpty() && !place.key().endsWith("/")) {
      Found found =
          place
              .bucket()
              .stat(place.key())
              .orElseThrow(
                  () ->
                      BadLinkException.nothing(
                          address, "there is no such object; of a prefix, write the / at its end"));
      return List.of(pin(place.bucket(), found, address.text(), address.name()));
    }
    List<Pin> pins = new ArrayList<>();
    for (Found found : place.bucket().list(place.key())) {
      String path = found.key().substring(place.key().length());
      pins.add(pin(place.bucket(), found, address.text() + LinkAddress.encoded(path), path));
    }
    if (pins.isEmpty()) {
      throw BadLinkException.nothing(address, "there are no objects beneath it");
    }
    return pins;
  }

  /** Read where its bucket tells no etag. */
  private static Pin pin(Bucket bucket, Found found, String uri, String path) throws IOException {
    Digest digest = null;
    if (found.etag() == null) {
      try (InputStream bytes = bucket.open(found)) {
        digest = Hashed.of(bytes);
      }
    }
    Instant at = found.modified();
    return new Pin(
        uri,
        path,
        found.size(),
        found.etag(),
        digest,
        at.getEpochSecond() * 1_000_000_000 + at.getNano());
  }

  @Override
  public void check(Entry.Link link) throws IOException {
    if (link.pin() == null) {
      checkByReading(link);
    } else {
      pinned(link);
    }
  }

  @Override
  public InputStream open(Entry.Link link) throws IOException {
    Found found = pinned(link);
    return new PinnedBody(place(LinkAddress.of(link.uri())), found, link);
  }

  /** The object, as far as can be seen without reading it. */
  private Found pinned(Entry.Link link) throws IOException {
    return failing(
        link,
        () -> {
          Place place = place(LinkAddress.of(link.uri()));
          Found found =
              place
                  .bucket()
                  .stat(place.key())
                  .orElseThrow(() -> LinkFailure.missing(link, "there is no such object"));
          compare(link, found);
          return found;
        });
  }

  private static void compare(Entry.Link link, Found found) throws LinkFailure {
    if (link.pin() != null && !link.pin().equals(found.etag())) {
      throw LinkFailure.changed(
          link, found.etag() == null ? "the bucket does not say which it is" : found.etag());
    }
    if (link.size() >= 0 && found.size() != link.size()) {
      throw LinkFailure.changed(link, found.size() + " bytes");
    }
  }

  private static <T> T failing(Entry.Link link, Attempts.Attempt<T> attempt) throws IOException {
    try {
      return broken(attempt);
    } catch (BucketException | BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    }
  }

  /** What may pass is tried again by whoever knows how often. */
  static <T> T broken(Attempts.Attempt<T> attempt) throws IOException {
    try {
      return attempt.make();
    } catch (BucketException e) {
      if (e.mayPass()) {
        throw new BrokenException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  @Override
  public ObjectFolder folder(LinkAddress address) {
    try {
      Place place = place(address);
      boolean isFolder = place.key().isEmpty() || place.key().endsWith("/");
      return new BucketFolder(
          place.bucket(), address, isFolder ? place.key() : place.key() + "/", attempts);
    } catch (IOException e) {
      throw BadLinkException.nothing(address, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean canDelete() {
    return true;
  }

  @Override
  public @Nullable String delete(Entry.Link link) throws IOException {
    try {
      Place place = place(LinkAddress.of(link.uri()));
      place.bucket().delete(place.key());
      return null;
    } catch (BucketException | BadLinkException e) {
      return e.getMessage();
    }
  }

  /**
   * The bytes of an object that was as it was pinned before the first, and is so after the last.
   */
  private final class PinnedBody extends InputStream {
    private final InputStream bytes;
    private final Entry.Link link;
    private boolean ended;

    PinnedBody(Place place, Found found, Entry.Link link) {
      this.bytes = place.bucket().open(found);
      this.link = link;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = failing(link, () -> bytes.read(target, from, length));
      if (read < 0 && !ended) {
        ended = true;
        pinned(link);
      }
      return read;
    }
  }
}
