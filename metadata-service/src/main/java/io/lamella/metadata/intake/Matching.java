package io.lamella.metadata.intake;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.kit.trace.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds which rules take what records say. */
final class Matching {
  private static final Logger LOG = Logger.getLogger(Matching.class);

  private final Happenings happenings;
  private final List<Rule> rules;
  private final Map<Rule, List<Hit>> hits = new LinkedHashMap<>();
  private final List<Failure> refused = new ArrayList<>();
  private long unmatched;

  Matching(Happenings happenings, List<Rule> rules) {
    this.happenings = happenings;
    this.rules = rules;
  }

  /**
   * What an event is to a rule.
   *
   * @param pieces what of it goes into the open version
   * @param closes whether that is closed behind it
   * @param step what is done with its record
   */
  record Hit(List<Piece> pieces, boolean closes, Step step) {}

  void add(Raw raw, Step step) {
    try {
      happenings.read(raw).forEach(event -> add(event, step));
    } catch (LamellaException e) {
      refuse(e.getMessage(), e.code().code());
    } catch (RuntimeException e) {
      LOG.warn("a record that reads badly is refused", e);
      refuse("a record that cannot be read", "invalid-request");
    }
  }

  private void add(Happening event, Step step) {
    boolean meant = false;
    boolean taken = false;
    for (Rule rule : rules) {
      boolean closes = rule.criteria().isClosedBy(event);
      boolean hears = rule.criteria().hears(event);
      List<Piece> pieces = hears ? rule.criteria().pieces(event) : List.of();
      if (closes || !pieces.isEmpty()) {
        hits.computeIfAbsent(rule, r -> new ArrayList<>()).add(new Hit(pieces, closes, step));
        taken = true;
      }
      boolean typed = rule.definition().type() != null || rule.definition().subject() != null;
      meant |= hears && typed;
    }
    if (!taken && meant && event.fault() != null) {
      refuse(event.fault(), "invalid-request");
    } else if (!taken) {
      unmatched++;
    }
  }

  private void refuse(@Nullable String detail, String code) {
    String text = String.valueOf(detail);
    refused.add(
        new Failure(
            code, Happenings.isText(text) ? text : text.replaceAll("[\0\\p{Cs}]", "\uFFFD")));
  }

  Map<Rule, List<Hit>> hits() {
    return hits;
  }

  List<Failure> refused() {
    return refused;
  }

  /** Events that no rule takes. */
  long unmatched() {
    return unmatched;
  }
}
