package io.lamella.sdk.clearml;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.clearml.ClearmlDataset.Standing;
import io.lamella.sdk.version.Versions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed about a dataset in ClearML since its version was seen last: published, tags,
 * description, archived. What was changed here only stays as it is.
 */
final class CarriedOver {
  private final Versions versions;
  private final ClearmlDataset dataset;
  private final VersionView view;
  private final List<String> tagsBefore;
  private final List<String> tagsNow;

  CarriedOver(Versions versions, ClearmlDataset dataset, VersionView view) {
    this.versions = versions;
    this.dataset = dataset;
    this.view = view;
    this.tagsBefore = LocalNames.tags(Provenance.tags(view));
    this.tagsNow = LocalNames.tags(dataset.tags());
  }

  private boolean isPublished() {
    return view.state() == VersionState.FINAL && dataset.standing() == Standing.PUBLISHED;
  }

  private boolean isArchived() {
    return dataset.archived() != Provenance.wasArchived(view);
  }

  private @Nullable String description() {
    return Provenance.hadDescription(view, dataset.description())
        ? null
        : LocalNames.of(dataset).description();
  }

  boolean isDue() {
    return isPublished()
        || isArchived()
        || description() != null
        || !tagsNow.equals(tagsBefore)
        || !Provenance.hadStatus(view, dataset.status());
  }

  /** Changes the version; the answer is how it is then. */
  VersionView apply() {
    if (isPublished()) {
      versions.publish(view.id());
    }
    if (isArchived() && dataset.archived()) {
      versions.archive(view.id());
    } else if (isArchived()) {
      versions.unarchive(view.id());
    }
    return versions.change(
        view.id(),
        new ChangeVersion(
            description(),
            null,
            tagsNow.stream().filter(tag -> !tagsBefore.contains(tag)).toList(),
            tagsBefore.stream().filter(tag -> !tagsNow.contains(tag)).toList(),
            List.of(),
            null,
            Map.of(Provenance.KEY, Provenance.seenNow(view, dataset)),
            List.of()));
  }
}
