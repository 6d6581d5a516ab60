package io.lamella.sdk.clearml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Addresses as ClearML writes them, which are not always URIs. */
final class Addresses {
  /** Of an S3 server that is not Amazon's it is written where it is, too. */
  private static final Pattern S3_WITH_SERVER = Pattern.compile("s3://[^/]*:\\d+/(.*)");

  /** Of Azure the account's server is written before the container. */
  private static final Pattern AZURE = Pattern.compile("azure://[^/]*/(.*)");

  private Addresses() {}

  /** The URI that is meant: paths of this machine and unquoted characters are allowed there. */
  static String of(String written) {
    if (written.startsWith("/")) {
      return Path.of(written).toUri().toString();
    }
    return uri(
        AZURE
            .matcher(S3_WITH_SERVER.matcher(written).replaceFirst("s3://$1"))
            .replaceFirst("azblob://$1"));
  }

  private static String uri(String written) {
    try {
      return new URI(written).toString();
    } catch (URISyntaxException e) {
      return quoted(written);
    }
  }

  private static String quoted(String written) {
    int path = written.indexOf("://");
    if (path < 0) {
      return written;
    }
    try {
      int slash = written.indexOf('/', path + 3);
      return slash < 0
          ? written
          : written.substring(0, slash)
              + new URI(null, null, written.substring(slash), null).getRawPath();
    } catch (URISyntaxException e) {
      return written;
    }
  }
}
