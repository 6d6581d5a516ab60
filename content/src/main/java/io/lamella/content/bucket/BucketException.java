package io.lamella.content.bucket;

import java.io.IOException;
import java.time.Duration;

/** A bucket did not do what it was asked for; the message says why, and nothing of credentials. */
public final class BucketException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;
  private final boolean slower;

  BucketException(String message, boolean mayPass) {
    this(message, mayPass, false);
  }

  private BucketException(String message, boolean mayPass, boolean slower) {
    super(message);
    this.mayPass = mayPass;
    this.slower = slower;
  }

  /** There is no such bucket, or nobody to ask. */
  public static BucketException unreachable(BucketKind kind, String bucket) {
    return new BucketException(
        named(bucket)
            + " is not there, or cannot be reached; credentials are taken from "
            + kind.credentials(),
        false);
  }

  /** The credentials are none, or may not do that. */
  public static BucketException refused(BucketKind kind, String bucket) {
    return new BucketException(
        named(bucket) + " refuses access; credentials are taken from " + kind.credentials(), false);
  }

  /** It was asked too often. */
  public static BucketException busy(String bucket) {
    return new BucketException(named(bucket) + " asks to be slower", true, true);
  }

  /** Nothing came for as long as one waits. */
  public static BucketException silent(String bucket, Duration patience) {
    return new BucketException(
        named(bucket) + " did not answer in " + patience.toSeconds() + " s", true);
  }

  /** What came was no answer, or nothing came. */
  public static BucketException broken(String bucket) {
    return new BucketException(named(bucket) + " does not answer as it should", true);
  }

  /** Objects are not told in the order of their keys. */
  public static BucketException unordered(String bucket) {
    return new BucketException(
        named(bucket)
            + " does not list its objects in the order of their keys, by which an interrupted"
            + " listing goes on",
        false);
  }

  private static String named(String bucket) {
    return "the bucket " + bucket;
  }

  /** Whether the same may succeed when it is asked for again. */
  public boolean mayPass() {
    return mayPass;
  }

  /** Whether it was asked too often. */
  public boolean asksToBeSlower() {
    return slower;
  }
}
