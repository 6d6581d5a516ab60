package io.lamella.bench.contest;

import java.util.List;

/**
 * What is done again and again, by one tool after the other.
 *
 * @param name what it is called
 * @param contenders who does it, ours first
 * @param targets what must come out
 */
public record Row(String name, List<Contender> contenders, List<Target> targets) {
  public Row {
    contenders = List.copyOf(contenders);
    targets = List.copyOf(targets);
  }
}
