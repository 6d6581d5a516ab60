package io.lamella.bench.contest;

import io.lamella.bench.data.Trees;
import io.lamella.bench.tool.Dvc;
import io.lamella.bench.tool.Lamella;
import io.lamella.bench.tool.Restic;
import io.lamella.bench.tool.SystemTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that nobody has seen becomes a FINAL version.
 *
 * @param data the folder
 * @param targets what must come out
 */
record IntoVersion(String name, String title, Scaled data, List<Target> targets)
    implements Benchmark {

  @Override
  public Plan prepare(Scene scene) throws IOException {
    Path data = scene.make("data");
    this.data.at(scene).write(data);
    long bytes = Trees.size(data).bytes();
    List<Contender> contenders = new ArrayList<>();
    contenders.add(
        new Contender(
            Lamella.NAME,
            folder -> {
              Lamella lamella = new Lamella(scene.stack());
              return lamella.sync(lamella.machine(folder), data);
            }));
    if (scene.has(Restic.NAME)) {
      contenders.add(
          new Contender(Restic.NAME, folder -> Restic.init(folder).backup(folder, data)));
    }
    if (scene.has(Dvc.NAME)) {
      contenders.add(new Contender(Dvc.NAME, folder -> Dvc.init(folder, data).push()));
    }
    contenders.add(
        new Contender("cp -r", folder -> SystemTools.copy(data, folder.resolve("copy"))));
    contenders.add(
        new Contender("tar, sync", folder -> SystemTools.pack(data, folder.resolve("data.tar"))));
    contenders.add(new Contender("sha256sum", folder -> SystemTools.digest(data)));
    contenders.add(
        new Contender(
            "write, fsync", folder -> SystemTools.write(folder.resolve("written"), bytes)));
    return Plan.of(new Row(name, contenders, targets));
  }
}
