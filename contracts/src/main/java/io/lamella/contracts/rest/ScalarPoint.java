package io.lamella.contracts.rest;

import java.util.Objects;

/** A value of a series of a report. */
public record ScalarPoint(long iteration, Double value) {
  public ScalarPoint {
    Objects.requireNonNull(value, "a point has a value");
  }
}
