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
 * A version becomes a folder on a machine that has nothing yet.
 *
 * @param data what the version holds
 * @param targets what must come out
 */
record OntoEmptyMachine(String name, String title, Scaled data, List<Target> targets)
    implements Benchmark {

  @Override
  public Plan prepare(Scene scene) throws IOException {
    Path data = scene.make("data");
    this.data.at(scene).write(data);
    Trees.Size size = Trees.size(data);
    List<Contender> contenders = new ArrayList<>();

    Lamella lamella = new Lamella(scene.stack());
    lamella.sync(lamella.machine(scene.make("writer")), data);
    contenders.add(
        new Contender(Lamella.NAME, folder -> lamella.get(lamella.machine(folder), size)));

    if (scene.has(Restic.NAME)) {
      Restic restic = Restic.init(scene.make("restic"));
      restic.backup(scene.folder(), data);
      contenders.add(new Contender(Restic.NAME, restic::restore));
    }
    if (scene.has(Dvc.NAME)) {
      Dvc dvc = Dvc.init(scene.make("dvc"), data);
      dvc.push();
      contenders.add(new Contender(Dvc.NAME, dvc::pull));
    }
    Path tar = scene.folder().resolve("data.tar");
    SystemTools.pack(data, tar);
    contenders.add(
        new Contender("tar x", folder -> SystemTools.unpack(tar, folder.resolve("unpacked"))));
    contenders.add(
        new Contender("cp -r", folder -> SystemTools.copy(data, folder.resolve("copy"))));
    return Plan.of(new Row(name, contenders, targets))
        .checked(() -> lamella.check(lamella.machine(scene.make("checker")), data));
  }
}
