package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one stored pack.
 *
 * @param domain dedup domain, 32 lower-case hex digits
 * @param id SHA-256 over the pack's footer
 * @param generation counts how often a pack of this id was stored again after its removal, from 0
 */
public record PackRef(String domain, Digest id, int generation) {
  private static final Pattern DOMAIN = Pattern.compile("[0-9a-f]{32}");

  public PackRef {
    if (!DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException("a domain has 32 lower-case hex digits: " + domain);
    }
    if (generation < 0) {
      throw new IllegalArgumentException("a generation is not negative: " + generation);
    }
  }

  // By hand: what a record gets by itself is slow until a JVM is warm, and every file asks for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackRef that
        && generation == that.generation
        && id.equals(that.id)
        && domain.equals(that.domain);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + generation;
  }

  /** Object key: {@code packs/<domain>/<first 2 hex>/<id>.<generation>}. */
  public String key() {
    String hex = id.hex();
    return "packs/" + domain + "/" + hex.substring(0, 2) + "/" + hex + "." + generation;
  }
}
