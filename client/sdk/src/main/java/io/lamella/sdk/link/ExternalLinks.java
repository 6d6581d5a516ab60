package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.bucket.BucketKind;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.localcopy.LinkSource;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects that versions link to, as this machine reaches them: pinned, looked at again, and
 * read. Which addresses can be reached is said here and nowhere else. Safe for use by several
 * threads.
 */
public final class ExternalLinks implements LinkSource {
  private final Map<String, LinkStore> stores = new TreeMap<>();
  private final Attempts attempts;
  private final RememberedDigests remembered;
  private final AtomicLong bytesFetched = new AtomicLong();

  /**
   * @param home where is kept what was learned of objects
   */
  public ExternalLinks(LamellaHome home) {
    this(home, LinkPatience.USUAL, System.getenv());
  }

  /**
   * @param environment where the servers and credentials of buckets are looked for
   */
  ExternalLinks(LamellaHome home, LinkPatience patience, Map<String, String> environment) {
    attempts = new Attempts(patience);
    remembered = new RememberedDigests(home);
    HttpObjects web = new HttpObjects(patience, attempts);
    stores.put("http", web);
    stores.put("https", web);
    stores.put("file", new FileObjects());
    for (BucketKind kind : BucketKind.values()) {
      stores.put(kind.scheme(), new BucketObjects(kind, environment, patience, attempts));
    }
  }

  /** Bytes of objects that went over the wire so far. */
  public long bytesFetched() {
    return bytesFetched.get();
  }

  /**
   * What lies at an address now: one object, or all that a {@code file:} folder or a prefix of a
   * bucket holds.
   *
   * @throws BadLinkException when nothing there can be linked to; says what to do
   */
  public List<Pin> find(String text) throws IOException {
    LinkAddress address = LinkAddress.of(text);
    return store(address).find(address);
  }

  /**
   * A folder that files are put into as plain objects.
   *
   * @param text its address: {@code file:}, or that of a bucket or a prefix in it
   * @throws BadLinkException when files cannot be put there; says what to do
   */
  public ObjectFolder folder(String text) {
    LinkAddress address = LinkAddress.of(text);
    return store(address).folder(address);
  }

  private LinkStore store(LinkAddress address) {
    LinkStore store = stores.get(address.scheme());
    if (store == null) {
      throw new BadLinkException(address.text() + ": " + unknown(address.scheme()));
    }
    return store;
  }

  /**
   * The pins of all addresses, in their order; several are asked for at a time.
   *
   * @throws BadLinkException naming every one of them that cannot be linked to
   */
  public List<Pin> find(List<String> texts) throws IOException {
    List<Pin> pins = new ArrayList<>();
    List<BadLinkException> bad = new ArrayList<>();
    Several.of(
        texts,
        text -> {
          try {
            return new Found(find(text), null);
          } catch (BadLinkException e) {
            return new Found(List.of(), e);
          }
        },
        found -> {
          pins.addAll(found.pins());
          if (found.bad() != null) {
            bad.add(found.bad());
          }
        });
    if (!bad.isEmpty()) {
      throw BadLinkException.all(bad);
    }
    return pins;
  }

  private record Found(List<Pin> pins, @Nullable BadLinkException bad) {}

  @Override
  public Entry.Link resolved(Entry.Link link) throws IOException {
    return remembered.resolved(link);
  }

  /** The digest of what a link was pinned to; its bytes are read where nobody did before. */
  public Digest digest(Entry.Link link) throws IOException {
    Digest known = resolved(link).digest();
    Digest[] read = new Digest[1];
    if (known == null) {
      read(link, bytes -> read[0] = Hashed.of(bytes));
    }
    return known == null ? read[0] : known;
  }

  /** What is wrong with the object that a link was pinned to; null: it is as it was. */
  public LocalCopies.@Nullable Problem check(Entry.Link link) throws IOException {
    try {
      LinkStore store = store(link);
      again(
          link,
          () -> {
            store.check(link);
            return true;
          });
      return null;
    } catch (LinkFailure e) {
      return e.problem();
    }
  }

  @Override
  public void read(Entry.Link link, Reading reading) throws IOException {
    LinkStore store = store(link);
    Entry.Link known = resolved(link);
    again(
        link,
        () -> {
          try (InputStream opened = store.open(link);
              PinnedStream bytes = new PinnedStream(opened, known, counter(store))) {
            reading.take(bytes);
            remembered.remember(link, bytes.count(), bytes.digest());
            return true;
          }
        });
  }

  /** True for an object that {@link #delete} can delete. */
  boolean canDelete(Entry.Link link) {
    try {
      return store(link).canDelete();
    } catch (LinkFailure e) {
      return false;
    }
  }

  /** Deletes the object; what stood in the way, or null. */
  @Nullable String delete(Entry.Link link) throws IOException {
    return store(link).delete(link);
  }

  /** Files do not come over the wire. */
  private LongConsumer counter(LinkStore store) {
    return store instanceof FileObjects ? count -> {} : bytesFetched::addAndGet;
  }

  private void again(Entry.Link link, Attempts.Attempt<Boolean> attempt) throws IOException {
    try {
      attempts.of(URI.create(link.uri()), attempt);
    } catch (BrokenException e) {
      throw LinkFailure.missing(link, "cannot be reached: " + e.getMessage());
    }
  }

  /** What tells nothing of the bytes is no pin: whatever came would be taken. */
  private LinkStore store(Entry.Link link) throws LinkFailure {
    if (link.digest() == null && link.pin() == null) {
      throw LinkFailure.changed(link, "it was never pinned to anything");
    }
    String scheme;
    try {
      scheme = LinkAddress.of(link.uri()).scheme();
    } catch (BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    }
    LinkStore store = stores.get(scheme);
    if (store == null) {
      throw LinkFailure.missing(link, unknown(scheme));
    }
    return store;
  }

  private static String unknown(String scheme) {
    return "addresses that begin with "
        + scheme
        + ": cannot be linked to; those of file:, http:, https:, s3:, gs: and azblob: can";
  }
}
