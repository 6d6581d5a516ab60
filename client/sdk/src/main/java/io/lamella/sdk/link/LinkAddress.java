package io.lamella.sdk.link;

import io.lamella.content.manifest.Entry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The address of an object elsewhere, as it is kept in a version.
 *
 * @param text as it was written
 * @param uri the same, taken apart
 */
record LinkAddress(String text, URI uri) {
  private static final String PLAIN = "-._~/!$&'()*+,;=:@";

  /**
   * @throws BadLinkException when it is none, and what to write instead
   */
  static LinkAddress of(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > Entry.MAX_URI_BYTES) {
      throw new BadLinkException(
          text.substring(0, 80) + "...: longer than " + Entry.MAX_URI_BYTES + " bytes");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new BadLinkException(
          text
              + ": "
              + e.getReason()
              + " at character "
              + (e.getIndex() + 1)
              + "; what has a meaning in addresses is percent-encoded (a space is %20)");
    }
    if (uri.getScheme() == null) {
      throw new BadLinkException(
          text + ": not an address; write it like https://host/path or file:///path");
    }
    if (uri.getRawFragment() != null) {
      throw new BadLinkException(
          text + ": what follows # is never sent to a server; leave it out, or write %23");
    }
    if (uri.getRawUserInfo() != null) {
      throw new BadLinkException(
          uri.getScheme()
              + "://...@"
              + uri.getHost()
              + ": a user name or password would stay in the version for good; leave it out");
    }
    return new LinkAddress(text, uri);
  }

  String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /**
   * The last part of its path, percent-decoded.
   *
   * @throws BadLinkException when that is no name for a file
   */
  String name() {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.isEmpty()) {
      throw new BadLinkException(
          text + ": its path has no last part that could be the name in the version");
    }
    String name = decoded(last);
    if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
      throw new BadLinkException(text + ": its last part is no name for a file: " + name);
    }
    return name;
  }

  /** Its path, percent-decoded; "/" where it has none. */
  String path() {
    String path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : decoded(path);
  }

  /** A path as it stands in an address: what has a meaning there is percent-encoded. */
  static String encoded(String path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return text.toString();
  }

  private String decoded(String part) {
    byte[] raw = part.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(Integer.parseInt(part(raw, i + 1), 16));
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadLinkException(text + ": it is not UTF-8 when it is decoded");
    }
  }

  /** Two digits, which a parsed address has behind every percent sign. */
  private static String part(byte[] raw, int from) {
    return new String(raw, from, 2, StandardCharsets.US_ASCII);
  }
}
