package io.lamella.upload.source;

import io.lamella.content.bucket.BucketKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * An address that a pipeline names, taken apart.
 *
 * @param text as it was written
 * @param scheme lower case: {@code file}, {@code http}, {@code https}, {@code s3}, {@code gs},
 *     {@code azblob} or {@code kafka}
 * @param authority host and port, or the bucket; empty with {@code file} and {@code kafka}
 * @param path what follows, percent-decoded, from the slash on; with {@code http} as it was
 *     written, with {@code kafka} without its query
 */
record SourceAddress(String text, String scheme, String authority, String path) {
  private static final String WILDCARDS = "*?[{";

  /**
   * @throws SourceException when it is none that can be read, and what to write instead
   */
  static SourceAddress of(String text) throws SourceException {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    boolean file = scheme.equals("file");
    boolean kafka = scheme.equals("kafka");
    if (!http && !file && !kafka && BucketKind.of(scheme).isEmpty()) {
      throw SourceException.invalid(
          text + ": an address begins with file:, http:, https:, s3:, gs:, azblob: or kafka:");
    }
    String rest = text.substring(colon + 1);
    if (kafka) {
      return ofKafka(text, rest);
    }
    String authority = "";
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    if (authority.indexOf('@') >= 0) {
      throw SourceException.invalid(
          scheme + ": leave the user name or password out; credentials are the server's");
    }
    if (file ? !authority.isEmpty() && !authority.equals("localhost") : authority.isEmpty()) {
      throw SourceException.invalid(
          text + (file ? ": write it like file:///path" : ": it names no host or bucket"));
    }
    if (!rest.startsWith("/")) {
      throw SourceException.invalid(text + ": its path begins with a slash");
    }
    return new SourceAddress(
        text, scheme, file ? "" : authority.toLowerCase(Locale.ROOT), http ? rest : decoded(rest));
  }

  private static SourceAddress ofKafka(String text, String rest) throws SourceException {
    if (!rest.startsWith("///")) {
      throw SourceException.invalid(
          text + ": write it like kafka:///topic?partition=0&from=0&to=9");
    }
    return new SourceAddress(text, "kafka", "", decoded(rest.substring(2).replaceAll("\\?.*", "")));
  }

  boolean isHttp() {
    return scheme.startsWith("http");
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  boolean isKafka() {
    return scheme.equals("kafka");
  }

  /** All that lies beneath it is meant. */
  boolean isPrefix() {
    return path.endsWith("/");
  }

  /** The pattern at its end, if it has one: from the first part with a wildcard on. */
  Optional<String> pattern() {
    int base = baseLength();
    return base == path.length() || isHttp() ? Optional.empty() : Optional.of(path.substring(base));
  }

  /** The folder that everything which its pattern matches lies in, with its slash. */
  String base() {
    return pattern().isPresent() ? path.substring(0, baseLength()) : path;
  }

  /** Last part of its path; of records the name of the file that they become. */
  String name() throws SourceException {
    if (isKafka()) {
      return KafkaRange.of(this).name();
    }
    String plain = isHttp() ? path.replaceAll("[?#].*", "") : path;
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    try {
      return isHttp() ? decoded(name) : name;
    } catch (SourceException e) {
      return name;
    }
  }

  /** Key of an object in a bucket. */
  String key() {
    return path.substring(1);
  }

  private int baseLength() {
    for (int i = 0; i < path.length(); i++) {
      if (WILDCARDS.indexOf(path.charAt(i)) >= 0) {
        return path.lastIndexOf('/', i) + 1;
      }
    }
    return path.length();
  }

  private static String decoded(String text) throws SourceException {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      if (raw[i] == '%' && low < 0) {
        throw SourceException.invalid(text + ": a percent sign itself is written %25");
      }
      out.write(low < 0 ? raw[i] : high << 4 | low);
      i += low < 0 ? 0 : 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw SourceException.invalid(text + ": it is not UTF-8 when it is decoded");
    }
  }
}
