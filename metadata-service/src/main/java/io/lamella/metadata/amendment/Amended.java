package io.lamella.metadata.amendment;

import io.lamella.contracts.rest.AmendedField;
import java.util.List;

/**
 * What an amendment made different; it is kept as one JSON object.
 *
 * @param each as many as are kept
 * @param omitted how many more there were
 */
public record Amended(List<AmendedField> each, int omitted) {
  public Amended {
    each = List.copyOf(each);
  }
}
