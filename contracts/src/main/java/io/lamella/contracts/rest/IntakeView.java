package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset's intake rule and what came by it.
 *
 * @param project path of the project
 * @param name name of the dataset
 * @param rule the rule
 * @param open the window that takes files now; null: nothing came since the last one
 * @param before those before it, the newest first, the last 20
 * @param by who set the rule
 * @param set when it was set
 */
public record IntakeView(
    String project,
    String name,
    IntakeRule rule,
    @Nullable IntakeWindow open,
    List<IntakeWindow> before,
    String by,
    Instant set) {
  public IntakeView {
    before = List.copyOf(before);
  }
}
