package io.lamella.sdk.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Builds a path with a query: values are encoded, nulls left out. */
public final class Query {
  private final StringBuilder text;
  private char separator = '?';

  public Query(String path) {
    text = new StringBuilder(path);
  }

  public Query with(String name, @Nullable Object value) {
    if (value != null) {
      text.append(separator).append(name).append('=').append(encode(value.toString()));
      separator = '&';
    }
    return this;
  }

  /** Several values, joined by commas; none: left out. */
  public Query withAll(String name, Collection<?> values) {
    return values.isEmpty()
        ? this
        : with(name, String.join(",", values.stream().map(Object::toString).toList()));
  }

  /** A flag, left out when false. */
  public Query flag(String name, boolean value) {
    return value ? with(name, "true") : this;
  }

  /** Encodes a value for a query, or for one part of a path. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
