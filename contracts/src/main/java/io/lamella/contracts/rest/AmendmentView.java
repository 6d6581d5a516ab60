package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;

/**
 * That someone changed what may change about a version.
 *
 * @param at when
 * @param by who
 * @param changes what became different, at least one
 * @param omitted how many more differences there were than are kept
 */
public record AmendmentView(Instant at, String by, List<AmendedField> changes, int omitted) {
  public AmendmentView {
    changes = List.copyOf(changes);
  }
}
