package io.lamella.contracts.rest;

import java.util.List;

/**
 * What a look at the packs of a store found.
 *
 * @param packs objects that are called as packs are
 * @param added of these, packs that were not known
 * @param chunks chunks of files in these
 * @param bytes bytes of these
 * @param damaged keys of objects that are not the packs they are called
 */
public record PacksFound(long packs, long added, long chunks, long bytes, List<String> damaged) {
  public static final PacksFound NONE = new PacksFound(0, 0, 0, 0, List.of());

  public PacksFound {
    damaged = List.copyOf(damaged);
  }
}
