package io.lamella.upload.seal;

import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Packs that a seal refers to are gone. */
final class GoneException extends LamellaException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 5;

  private final transient Set<PackRef> packs;

  GoneException(List<PackRef> packs) {
    super(
        ErrorCode.MISSING_CONTENT,
        packs.size()
            + " packs are gone: "
            + packs.stream()
                .limit(NAMED)
                .map(pack -> pack.id() + "." + pack.generation())
                .collect(Collectors.joining(", ")));
    this.packs = Set.copyOf(packs);
  }

  Set<PackRef> packs() {
    return packs;
  }
}
