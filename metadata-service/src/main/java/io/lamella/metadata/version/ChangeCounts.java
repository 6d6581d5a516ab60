package io.lamella.metadata.version;

import io.lamella.contracts.rest.ParentChanges;
import java.util.List;

/**
 * How a version differs from each of several parents; it is kept as one JSON object.
 *
 * @param each in the order of the parents
 */
public record ChangeCounts(List<ParentChanges> each) {
  /** Of a version that is not made of several. */
  public static final ChangeCounts NONE = new ChangeCounts(List.of());

  public ChangeCounts {
    each = List.copyOf(each);
  }
}
