package io.lamella.metadata.intake;

import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.limit.Rules;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an object lies, as upload-service reads addresses.
 *
 * @param scheme lower case
 * @param authority host or bucket, lower case; empty with {@code file}
 * @param path from the slash on, percent-decoded; with {@code http} as it was written
 * @param text the address with everything that means something in it percent-encoded
 */
record Address(String scheme, String authority, String path, String text) {
  private static final String PLAIN = "/-._~!$&'()+,;=:@";
  private static final String WILDCARDS = "*?[{";

  /** As long as a request may name one. */
  private static final int LONGEST = 8_192;

  /** One that could not be kept or passed on is none. */
  Address {
    if (path.indexOf('\0') >= 0) {
      throw Rules.invalid("an address with the character U+0000, which cannot be kept");
    }
    if (text.length() > LONGEST) {
      throw Rules.invalid("an address of more than " + LONGEST + " characters");
    }
  }

  /** Of an object in a bucket, whatever its key. */
  static Address object(String scheme, String bucket, String key) {
    String home = bucket.toLowerCase(Locale.ROOT);
    return new Address(scheme, home, "/" + key, scheme + "://" + home + "/" + encoded(key));
  }

  /**
   * @param text an address whose scheme and host were looked at before
   * @throws LamellaException {@code invalid-request} when its path cannot be read
   */
  static Address of(String text) {
    int colon = text.indexOf(':');
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    String authority = "";
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    authority = scheme.equals("file") ? "" : authority.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("http")) {
      if (text.chars().anyMatch(c -> c <= ' ')) {
        throw Rules.invalid("uri: an address has no spaces: " + text);
      }
      return new Address(scheme, authority, rest, text);
    }
    String path = decoded(rest);
    return new Address(scheme, authority, path, scheme + "://" + authority + encoded(path));
  }

  /** Whether all that lies beneath it, or that matches it, is meant: as it was written. */
  static boolean namesMany(String text) {
    boolean http = text.regionMatches(true, 0, "http", 0, 4);
    return !http && (text.endsWith("/") || text.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0));
  }

  private boolean isHttp() {
    return scheme.startsWith("http");
  }

  boolean beginsWith(Address from) {
    return scheme.equals(from.scheme)
        && authority.equals(from.authority)
        && path.startsWith(from.path);
  }

  /**
   * An object's path in a version: what lies below the last slash of {@code from}; without one, the
   * key of a bucket's object, and the name of any other.
   */
  String below(Optional<Address> from) {
    String plain = isHttp() ? path.replaceAll("[?#].*", "") : path;
    int start =
        from.isPresent()
            ? from.get().path.lastIndexOf('/') + 1
            : isHttp() || scheme.equals("file") ? plain.lastIndexOf('/') + 1 : 1;
    String below = plain.substring(Math.min(start, plain.length()));
    return isHttp() ? decoded(below).replace('\0', '\uFFFD') : below;
  }

  private static String encoded(String path) {
    StringBuilder text = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return text.toString();
  }

  /**
   * @throws LamellaException {@code invalid-request} when it is not UTF-8 in percent-encoding
   */
  static String decoded(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        out.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw Rules.invalid("uri: a percent sign itself is written %25: " + text);
      }
      out.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Rules.invalid("uri: it is not UTF-8 when it is decoded: " + text);
    }
  }
}
