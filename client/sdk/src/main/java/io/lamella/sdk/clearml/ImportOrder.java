package io.lamella.sdk.clearml;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parents before their children, each dataset once, and else as they came. */
final class ImportOrder {
  /** Ids of the parents of a dataset. */
  @FunctionalInterface
  interface Parents {
    List<String> of(ClearmlDataset dataset) throws IOException;
  }

  private final Map<String, ClearmlDataset> known;
  private final Parents parents;
  private final Set<String> seen = new HashSet<>();
  private final List<ClearmlDataset> ordered = new ArrayList<>();

  private ImportOrder(Map<String, ClearmlDataset> known, Parents parents) {
    this.known = known;
    this.parents = parents;
  }

  /**
   * The chosen ones and all that they are built on.
   *
   * @param known all datasets by id; a parent that is not among them is left out
   */
  static List<ClearmlDataset> of(
      Collection<ClearmlDataset> chosen, Map<String, ClearmlDataset> known, Parents parents)
      throws IOException {
    ImportOrder order = new ImportOrder(known, parents);
    for (ClearmlDataset each : chosen) {
      order.add(each);
    }
    return order.ordered;
  }

  /** A dataset whose parents are gone through. */
  private record Step(ClearmlDataset dataset, Iterator<String> parents) {}

  /** Without recursion: lineages are long. One that is its own ancestor comes where it is met. */
  private void add(ClearmlDataset first) throws IOException {
    Deque<Step> steps = new ArrayDeque<>();
    enter(first, steps);
    while (!steps.isEmpty()) {
      Step step = steps.peek();
      if (step.parents().hasNext()) {
        ClearmlDataset parent = known.get(step.parents().next());
        if (parent != null) {
          enter(parent, steps);
        }
      } else {
        ordered.add(step.dataset());
        steps.pop();
      }
    }
  }

  private void enter(ClearmlDataset dataset, Deque<Step> steps) throws IOException {
    if (seen.add(dataset.id())) {
      steps.push(new Step(dataset, parents.of(dataset).iterator()));
    }
  }
}
