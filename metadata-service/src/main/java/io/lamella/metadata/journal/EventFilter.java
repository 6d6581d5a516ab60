package io.lamella.metadata.journal;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionNotice;
import io.lamella.contracts.rest.EventView;
import io.lamella.metadata.limit.Rules;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants to hear of: those that fit all that is said here. Projects and
 * datasets are known by the names that they had when it happened.
 *
 * @param types whole types; none: all
 * @param project this project or one beneath; null: any
 * @param dataset {@code vision/raw/frames}; null: any
 * @param tags the version bears all of these
 */
public record EventFilter(
    Set<String> types, @Nullable String project, @Nullable String dataset, Set<String> tags) {
  public EventFilter {
    types = Set.copyOf(types);
    tags = Set.copyOf(tags);
  }

  public boolean fits(EventView event) {
    VersionNotice data = event.data();
    if (data == null) {
      return false;
    }
    return (types.isEmpty() || types.contains(event.type()))
        && (project == null
            || data.project().equals(project)
            || data.project().startsWith(project + "/"))
        && (dataset == null || dataset.equals(data.project() + "/" + data.name()))
        && data.tags().containsAll(tags);
  }

  /**
   * Whole types from short or whole ones, each once.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code invalid-request} naming one that is
   *     none
   */
  public static List<String> types(Collection<String> names) {
    return names.stream()
        .map(
            name ->
                EventType.ofVersion(name)
                    .orElseThrow(
                        () ->
                            Rules.invalid(
                                "no such event: "
                                    + name
                                    + "; there are "
                                    + String.join(
                                        ", ",
                                        EventType.OF_VERSIONS.stream()
                                            .map(EventType::brief)
                                            .toList()))))
        .distinct()
        .toList();
  }
}
