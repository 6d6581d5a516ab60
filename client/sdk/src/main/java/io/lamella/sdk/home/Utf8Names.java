package io.lamella.sdk.home;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;

/** Java can only make and read every file name where the locale is UTF-8. */
public final class Utf8Names {
  private Utf8Names() {}

  /**
   * @throws LamellaException when file names would be damaged here
   */
  public static void require() {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    if (!encoding.equalsIgnoreCase("UTF-8")) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST,
          "file names cannot be read safely: the locale's encoding is "
              + encoding
              + ", not UTF-8; set LC_ALL=C.UTF-8 and start again");
    }
  }
}
