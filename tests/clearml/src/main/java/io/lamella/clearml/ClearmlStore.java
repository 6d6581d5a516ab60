package io.lamella.clearml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder that the file server of ClearML serves, with datasets as its SDK writes them. */
public final class ClearmlStore {
  private final Path root;
  private final List<WrittenDataset> datasets = new ArrayList<>();
  private URI address;

  public ClearmlStore(Path root) throws IOException {
    this.root = Files.createDirectories(root);
    this.address = root.toUri();
  }

  public Path root() {
    return root;
  }

  /** Where artifacts are registered to lie; to begin with files of this machine. */
  public void servedAt(URI files) {
    address = files;
  }

  URI address() {
    return address;
  }

  /** A draft that has all that its parents have, the last wins. */
  public WrittenDataset create(
      String project, String name, String version, WrittenDataset... parents) throws IOException {
    WrittenDataset dataset =
        new WrittenDataset(this, project, name, version, datasets.size(), List.of(parents));
    datasets.add(dataset);
    dataset.write();
    return dataset;
  }

  public List<WrittenDataset> datasets() {
    return List.copyOf(datasets);
  }

  /** As the API tells of them. */
  List<ObjectNode> tasks() {
    return datasets.stream().map(WrittenDataset::task).toList();
  }

  /** Writes what the API tells of each dataset into its folder. */
  public void writeTasks() throws IOException {
    for (WrittenDataset dataset : datasets) {
      Files.writeString(dataset.folder().resolve("task.json"), dataset.task().toPrettyString());
    }
  }
}
