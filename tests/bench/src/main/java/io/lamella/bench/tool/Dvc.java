package io.lamella.bench.tool;

import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A DVC workspace without git, and a folder as its remote. */
public final class Dvc {
  /** The program, and what reports call it. */
  public static final String NAME = "dvc";

  private static final String WORKSPACE = "workspace";
  private static final String DATA = "data";
  private static final String POINTER = "data.dvc";

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
    Path workspace = folder.resolve(WORKSPACE);
    return dvc(workspace, "add", "-q", DATA).then(dvc(workspace, "push", "-q"));
  }

  /**
   * Gets what was pushed into a workspace of another machine, with a cache of its own.
   *
   * @param machine an empty folder
   */
  public Sample pull(Path machine) throws IOException {
    Path workspace = workspace(machine);
    Files.copy(folder.resolve(WORKSPACE).resolve(POINTER), workspace.resolve(POINTER));
    return dvc(workspace, "pull", "-q");
  }

  private Path workspace(Path machine) throws IOException {
    Path workspace = Files.createDirectories(machine.resolve(WORKSPACE));
    dvc(workspace, "init", "-q", "--no-scm");
    dvc(workspace, "remote", "add", "-q", "-d", "remote", folder.resolve("remote").toString());
    return workspace;
  }

  private static Sample dvc(Path workspace, String... arguments) throws IOException {
    Command dvc = new Command(List.of(NAME), workspace, Map.of("DVC_NO_ANALYTICS", "1"));
    return Sample.of(dvc.with(arguments).run());
  }
}
