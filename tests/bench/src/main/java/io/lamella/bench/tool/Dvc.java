package io.lamella.bench.tool;

import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A DVC workspace without git, and a folder as its remote. */
public final class Dvc {
  /** The program, and what reports call it. */
  public static final String NAME = "dvc";

  private static final String DATA = "data";

  private final Path folder;

  private Dvc(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a workspace that holds a copy of some data which DVC does not know yet.
   *
   * @param folder an existing one
   */
  public static Dvc init(Path folder, Path data) throws IOException {
    Dvc dvc = new Dvc(folder);
    Path workspace = dvc.workspace(folder);
    SystemTools.copy(data, workspace.resolve(DATA));
    return dvc;
  }

  /** Takes the data in and sends it to the remote. */
  public Sample push() throws IOException {
    return Sample.of(shell(folder.resolve("workspace"), "dvc add -q data && dvc push -q"));
  }

  /**
   * Gets what was pushed into a workspace of another machine, with a cache of its own.
   *
   * @param machine an empty folder
   */
  public Sample pull(Path machine) throws IOException {
    Path workspace = workspace(machine);
    Files.copy(folder.resolve("workspace/data.dvc"), workspace.resolve("data.dvc"));
    return Sample.of(shell(workspace, "dvc pull -q"));
  }

  private Path workspace(Path machine) throws IOException {
    Path workspace = Files.createDirectories(machine.resolve("workspace"));
    shell(
        workspace,
        "dvc init -q --no-scm && dvc remote add -q -d remote '%s'"
            .formatted(folder.resolve("remote")));
    return workspace;
  }

  private static Timed shell(Path workspace, String script)
      throws IOException {
    return new Command(List.of("sh", "-c", script), workspace, Map.of("DVC_NO_ANALYTICS", "1"))
        .run();
  }
}
