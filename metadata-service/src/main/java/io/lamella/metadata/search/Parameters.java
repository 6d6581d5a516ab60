package io.lamella.metadata.search;

import io.lamella.contracts.VersionId;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of a search; lists have commas between their values. */
@ApplicationScoped
public class Parameters {
  private static final int MATCHES = 20;

  private final Rules rules;
  private final Limits limits;

  @Inject
  public Parameters(Rules rules, Limits limits) {
    this.rules = rules;
    this.limits = limits;
  }

  /** The values of a list that may be given several times. */
  public List<String> list(String what, @Nullable List<String> values) {
    if (values == null) {
      return List.of();
    }
    List<String> all =
        values.stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .map(value -> rules.storable(what, value))
            .toList();
    rules.within("the list of " + what, all.size(), limits.pageSize(), "values");
    return all;
  }

  /** A text that can be looked for. */
  public @Nullable String text(String what, @Nullable String value) {
    return value == null ? null : rules.storable(what, value);
  }

  public List<UUID> ids(@Nullable List<String> values) {
    return list("ids", values).stream().map(Parameters::id).toList();
  }

  public List<VersionState> states(@Nullable List<String> values) {
    return list("states", values).stream().map(Parameters::state).toList();
  }

  /** By whom and when. */
  public Created created(@Nullable String by, @Nullable String after, @Nullable String before) {
    return new Created(
        text("createdBy", by), time("createdAfter", after), time("createdBefore", before));
  }

  /** What free metadata holds, {@code key=value} each. */
  public List<MetadataMatch> metadata(@Nullable List<String> values) {
    if (values == null) {
      return List.of();
    }
    rules.within("the list of metadata", values.size(), MATCHES, "values");
    return values.stream().map(value -> MetadataMatch.parse(rules, value)).toList();
  }

  /** A time like {@code 2026-11-22T10:00:00Z}, with any offset. */
  public @Nullable Instant time(String what, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(value).toInstant();
      if (Rules.isStorable(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw noTime(what, value);
    }
    throw noTime(what, value);
  }

  private static LamellaException noTime(String what, String value) {
    return Rules.invalid(
        what + " is a time like 2026-11-22T10:00:00Z, from the year 1 to 9999, not " + value);
  }

  private static UUID id(String value) {
    return VersionId.parse(value)
        .orElseThrow(() -> Rules.invalid("an id has the form of a UUID, not " + value));
  }

  private static VersionState state(String value) {
    VersionState state = VersionFilter.state(value);
    if (state == null) {
      throw Rules.invalid("a state is one of " + List.of(VersionState.values()) + ", not " + value);
    }
    return state;
  }
}
