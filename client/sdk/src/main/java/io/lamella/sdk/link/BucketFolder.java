package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.Bucket.Found;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.FileProblem;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of a bucket beneath a prefix; pinned by size, etag and SHA-256. */
final class BucketFolder implements ObjectFolder {
  /**
   * What is larger goes up in parts, and a bucket cannot be told then to leave alone what somebody
   * puts there meanwhile.
   */
  static final int IN_ONE = 16 << 20;

  private static final int PART = 8 << 20;

  private final Bucket bucket;
  private final LinkAddress address;
  private final String prefix;
  private final Attempts attempts;

  /**
   * @param address of the bucket or prefix
   * @param prefix that all keys have; empty or with a slash at its end
   */
  BucketFolder(Bucket bucket, LinkAddress address, String prefix, Attempts attempts) {
    this.bucket = bucket;
    this.address = address;
    this.prefix = prefix;
    this.attempts = attempts;
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  @Override
  public Placed place(Path source, EntryPath path) {
    return tried(source, path, true);
  }

  @Override
  public Placed rehearse(Path source, EntryPath path) {
    return tried(source, path, false);
  }

  private Placed tried(Path source, EntryPath path, boolean really) {
    String uri = uri(path);
    try {
      for (int i = 1; i <= ATTEMPTS; i++) {
        Optional<Placed> placed =
            attempts.of(
                address.uri(),
                () ->
                    BucketObjects.broken(() -> Optional.ofNullable(attempt(source, path, really))));
        if (placed.isPresent()) {
          return placed.get();
        }
      }
      return Placed.failed(source + ": changes while it is read; tried " + ATTEMPTS + " times");
    } catch (BucketException | BrokenException e) {
      return Placed.failed(uri + ": " + e.getMessage());
    } catch (IOException e) {
      return Placed.failed(source + ": " + FileProblem.reason(e));
    }
  }

  private String uri(EntryPath path) {
    String base = address.text();
    return base + (base.endsWith("/") ? "" : "/") + LinkAddress.encoded(path.toString());
  }

  private String key(EntryPath path) {
    return prefix + path;
  }

  /** Null: the file changed meanwhile, or somebody else put something there. */
  private @Nullable Placed attempt(Path source, EntryPath path, boolean really) throws IOException {
    Stamp before = Stamp.of(source, false);
    if (!before.isFile()) {
      return Placed.failed(source + ": is not a file any more");
    }
    Found there = bucket.stat(key(path)).orElse(null);
    if (there != null && there.size() != before.size()) {
      return Placed.different(source, uri(path));
    }
    if (there == null && really) {
      return before.size() <= IN_ONE
          ? putWhole(source, path, before)
          : putParts(source, path, before);
    }
    Digest digest;
    try (InputStream in = open(source)) {
      digest = Hashed.of(in);
    }
    if (!isStill(source, before)) {
      return null;
    }
    if (there != null && !digest.equals(digest(there))) {
      return Placed.different(source, uri(path));
    }
    return new Placed(pin(path, before, there, digest), before.size(), null);
  }

  private Digest digest(Found there) throws IOException {
    try (InputStream in = bucket.open(there)) {
      return Hashed.of(in);
    }
  }

  private @Nullable Placed putWhole(Path source, EntryPath path, Stamp before) throws IOException {
    byte[] content;
    try (InputStream in = open(source)) {
      content = in.readNBytes(IN_ONE + 1);
    }
    if (content.length != before.size() || !isStill(source, before)) {
      return null;
    }
    return bucket.create(key(path), content) ? placed(path, before, Digest.of(content)) : null;
  }

  private @Nullable Placed putParts(Path source, EntryPath path, Stamp before) throws IOException {
    MessageDigest sha = Digest.sha256();
    try (InputStream in = open(source);
        Bucket.Upload upload = bucket.upload(key(path), PART)) {
      long size = 0;
      for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        sha.update(part);
        upload.write(part);
        size += part.length;
      }
      if (size != before.size() || !isStill(source, before)) {
        return null;
      }
      upload.commit();
    }
    return placed(path, before, Digest.of(sha));
  }

  /** Looked at once more, for its etag; null: it is not what was put there. */
  private @Nullable Placed placed(EntryPath path, Stamp file, Digest digest) throws IOException {
    Found found = bucket.stat(key(path)).orElse(null);
    return found == null || found.size() != file.size()
        ? null
        : new Placed(pin(path, file, found, digest), file.size(), null);
  }

  private static boolean isStill(Path source, Stamp before) throws IOException {
    return Stamp.of(source, false).sameContentAs(before);
  }

  private static InputStream open(Path file) throws IOException {
    return Channels.newInputStream(
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private Pin pin(EntryPath path, Stamp file, @Nullable Found found, Digest digest) {
    return new Pin(
        uri(path),
        path.toString(),
        file.size(),
        found == null ? null : found.etag(),
        digest,
        file.mtimeNanos());
  }
}
