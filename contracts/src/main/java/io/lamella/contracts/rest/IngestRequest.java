package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks that files which lie elsewhere become a version, or part of one. In JSON {@code finalizes}
 * is called {@code finalize}, which no component of a record may be called.
 *
 * @param target where they go
 * @param sources what is read, in order: where two bring the same path, either may win
 * @param mode {@code add} (put over what is there), {@code sync} (what the sources do not bring is
 *     gone afterwards) or {@code link} (only pinned, not read)
 * @param finalizes whether the version is sealed when all is there
 * @param publish whether it is published then
 * @param onError {@code fail} (one file that cannot be had fails the version) or {@code skip} (it
 *     goes on and the answer names what is missing)
 * @param key idempotency key: the same caller's request with the same key is the same ingest
 */
public record IngestRequest(
    IngestTarget target,
    List<IngestSource> sources,
    String mode,
    boolean finalizes,
    boolean publish,
    String onError,
    @Nullable String key) {
  public static final String ADD = "add";
  public static final String SYNC = "sync";
  public static final String LINK = "link";
  public static final String FAIL = "fail";
  public static final String SKIP = "skip";

  public IngestRequest {
    sources = List.copyOf(sources);
  }
}
