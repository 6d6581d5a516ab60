package io.lamella.metadata.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version number of the form and order of PEP 440: epoch, release, pre-release, post-release,
 * development release, local part. Numbers are equal when their order says so: {@code 1.0} equals
 * {@code 1.0.0}.
 */
public final class VersionNumber implements Comparable<VersionNumber> {
  /** Longest number, characters. */
  public static final int MAX_LENGTH = 128;

  private static final Pattern FORM =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)"
              + "(?:[-_.]?(?<pre>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?<preN>[0-9]+)?)?"
              + "(?:-(?<postBare>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postN>[0-9]+)?)?"
              + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devN>[0-9]+)?)?"
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  /** The number of a dataset's first version. */
  public static final VersionNumber FIRST = of("1.0.0");

  private final BigInteger epoch;
  private final List<BigInteger> release;
  private final @Nullable PreRelease pre;
  private final @Nullable BigInteger post;
  private final @Nullable BigInteger dev;
  private final List<String> local;

  private VersionNumber(
      BigInteger epoch,
      List<BigInteger> release,
      @Nullable PreRelease pre,
      @Nullable BigInteger post,
      @Nullable BigInteger dev,
      List<String> local) {
    this.epoch = epoch;
    this.release = List.copyOf(release);
    this.pre = pre;
    this.post = post;
    this.dev = dev;
    this.local = List.copyOf(local);
  }

  /** The number that {@code text} writes; empty when it is not of the form, or over long. */
  public static Optional<VersionNumber> parse(String text) {
    Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (text.length() > MAX_LENGTH || !m.matches()) {
      return Optional.empty();
    }
    String local = m.group("local");
    return Optional.of(
        new VersionNumber(
            integer(m.group("epoch")),
            Stream.of(m.group("release").split("\\.")).map(BigInteger::new).toList(),
            PreRelease.of(m.group("pre"), m.group("preN")),
            post(m),
            m.group("dev") == null ? null : integer(m.group("devN")),
            local == null ? List.of() : Stream.of(local.split("[-_.]")).map(Part::trim).toList()));
  }

  /**
   * As {@link #parse}.
   *
   * @throws IllegalArgumentException when it is not of the form
   */
  public static VersionNumber of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a PEP 440 version number: " + text));
  }

  /** The number that follows: one more in its most specific part. Always greater than this one. */
  public VersionNumber next() {
    if (!local.isEmpty()) {
      return new VersionNumber(epoch, release, pre, post, dev, nextLocal());
    }
    if (dev != null) {
      return new VersionNumber(epoch, release, pre, post, dev.add(BigInteger.ONE), local);
    }
    if (post != null) {
      return new VersionNumber(epoch, release, pre, post.add(BigInteger.ONE), null, local);
    }
    if (pre != null) {
      return new VersionNumber(epoch, release, pre.next(), null, null, local);
    }
    List<BigInteger> parts = new ArrayList<>(release);
    parts.set(parts.size() - 1, parts.get(parts.size() - 1).add(BigInteger.ONE));
    return new VersionNumber(epoch, parts, null, null, null, local);
  }

  private List<String> nextLocal() {
    List<String> parts = new ArrayList<>(local);
    String last = parts.get(parts.size() - 1);
    if (Part.isNumeric(last)) {
      parts.set(parts.size() - 1, new BigInteger(last).add(BigInteger.ONE).toString());
    } else {
      parts.add("1");
    }
    return parts;
  }

  /** A text whose bytes, compared unsigned, order as the numbers do; equal for equal numbers. */
  public SortKey key() {
    return SortKey.of(epoch, release, pre, post, dev, local);
  }

  private static @Nullable BigInteger post(Matcher m) {
    String bare = m.group("postBare");
    if (bare != null) {
      return integer(bare);
    }
    return m.group("post") == null ? null : integer(m.group("postN"));
  }

  static BigInteger integer(@Nullable String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  @Override
  public int compareTo(VersionNumber other) {
    return key().compareTo(other.key());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof VersionNumber n && key().equals(n.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  /** The canonical way to write it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (epoch.signum() != 0) {
      text.append(epoch).append('!');
    }
    text.append(String.join(".", release.stream().map(BigInteger::toString).toList()));
    if (pre != null) {
      text.append(pre);
    }
    if (post != null) {
      text.append(".post").append(post);
    }
    if (dev != null) {
      text.append(".dev").append(dev);
    }
    if (!local.isEmpty()) {
      text.append('+').append(String.join(".", local));
    }
    return text.toString();
  }
}
