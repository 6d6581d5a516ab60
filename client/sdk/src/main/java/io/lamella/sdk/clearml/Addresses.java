package io.lamella.sdk.clearml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Addresses as ClearML writes them, which are not always URIs. */
final class Addresses {
  private static final List<String> BUCKETS = List.of("s3://", "gs://", "azure://", "azblob://");

  private Addresses() {}

  /** The URI that is meant: paths of this machine and unquoted characters are allowed there. */
  static String of(String written) {
    if (written.startsWith("/")) {
      return Path.of(written).toUri().toString();
    }
    try {
      return new URI(written).toString();
    } catch (URISyntaxException e) {
      return quoted(written);
    }
  }

  /** True for what lies in a bucket of an object store. */
  static boolean isInBucket(String uri) {
    return BUCKETS.stream().anyMatch(uri::startsWith);
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
