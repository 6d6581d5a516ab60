package io.lamella.sdk.server;

/** Which service a call is for: data may have addresses of its own. */
public enum Plane {
  /** Everything about versions, by the server's address. */
  CATALOG,
  /** Bytes in. */
  UPLOADS,
  /** Bytes out. */
  CACHES
}
