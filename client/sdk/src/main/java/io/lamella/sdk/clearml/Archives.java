package io.lamella.sdk.clearml;

import io.lamella.sdk.clearml.DatasetState.StateFile;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The archives of all datasets, and in which of them a file is looked for. */
final class Archives {
  private final ClearmlSource source;
  private final Map<String, ClearmlDataset> datasets;

  Archives(ClearmlSource source, Map<String, ClearmlDataset> datasets) {
    this.source = source;
    this.datasets = datasets;
  }

  /** An archive and whose it is. */
  record Place(String dataset, ClearmlArtifact artifact) {}

  /** What a state says of where a file lies. */
  private record Said(String dataset, String artifact) {}

  ClearmlSource.Local local(Place place) throws IOException {
    return source.local(place.artifact());
  }

  /**
   * Where the files may lie, the likeliest first: where the state says, elsewhere in the same
   * dataset, in those that it is built on.
   */
  Set<Place> places(String dataset, Collection<StateFile> files, Collection<String> ancestors) {
    Set<String> owners = new LinkedHashSet<>();
    files.forEach(file -> owners.add(owner(file, dataset)));
    Set<Place> places = new LinkedHashSet<>();
    for (Said each : said(dataset, files)) {
      named(each).forEach(artifact -> places.add(new Place(each.dataset(), artifact)));
    }
    owners.add(dataset);
    owners.addAll(ancestors);
    for (String each : owners) {
      archives(each).forEach(artifact -> places.add(new Place(each, artifact)));
    }
    return places;
  }

  /** Archives that files should lie in, and that are not there. */
  List<String> absent(String dataset, Collection<StateFile> files) {
    return said(dataset, files).stream()
        .filter(each -> named(each).isEmpty())
        .map(each -> each.artifact() + " of " + each.dataset())
        .toList();
  }

  private static Set<Said> said(String dataset, Collection<StateFile> files) {
    Set<Said> said = new LinkedHashSet<>();
    for (StateFile file : files) {
      if (file.artifact() != null) {
        said.add(new Said(owner(file, dataset), file.artifact()));
      }
    }
    return said;
  }

  private static String owner(StateFile file, String dataset) {
    return Objects.requireNonNullElse(file.from(), dataset);
  }

  private List<ClearmlArtifact> named(Said said) {
    return archives(said.dataset()).stream()
        .filter(artifact -> artifact.key().equals(said.artifact()))
        .toList();
  }

  private List<ClearmlArtifact> archives(String dataset) {
    ClearmlDataset known = datasets.get(dataset);
    return known == null ? List.of() : known.archives();
  }
}
