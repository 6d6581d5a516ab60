package io.lamella.metadata.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event, from whomever it came.
 *
 * @param type says what happened; empty: nothing says it
 * @param subject what it is about; empty: nothing says it
 * @param arrivals what is there now
 * @param fault why no arrivals can be read from it; null: they can, if it has any
 */
record Happening(String type, String subject, List<Arrival> arrivals, @Nullable String fault) {
  Happening {
    arrivals = List.copyOf(arrivals);
  }

  static Happening of(String type, String subject, Arrival arrival) {
    return new Happening(type, subject, List.of(arrival), null);
  }

  /** One that brings nothing. */
  static Happening empty(String type, String subject) {
    return new Happening(type, subject, List.of(), null);
  }
}
