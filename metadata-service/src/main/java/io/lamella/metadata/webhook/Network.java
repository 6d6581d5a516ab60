package io.lamella.metadata.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Addresses with the same first bits.
 *
 * @param bits how many
 */
@SuppressWarnings("ArrayRecordComponent")
record Network(byte[] address, int bits) {
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Reads {@code 10.0.0.0/8} or {@code fc00::/7}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isAddress(address)) {
      throw new IllegalArgumentException("no network: " + text);
    }
    try {
      byte[] bytes = address(address).getAddress();
      int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > bytes.length * 8) {
        throw new IllegalArgumentException("no network: " + text);
      }
      return new Network(bytes, bits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no network: " + text, e);
    }
  }

  /** Whether this is an address in numbers, for which nobody need be asked. */
  static boolean isAddress(String text) {
    return NUMBERS.matcher(text).matches();
  }

  /**
   * The address in these numbers.
   *
   * @throws IllegalArgumentException when they are none
   */
  static InetAddress address(String numbers) {
    try {
      return InetAddress.getByName(numbers);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + numbers, e);
    }
  }

  boolean has(InetAddress other) {
    byte[] bytes = other.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = bits % 8;
    return Arrays.equals(bytes, 0, whole, address, 0, whole)
        && (rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >>> (8 - rest) == 0);
  }
}
