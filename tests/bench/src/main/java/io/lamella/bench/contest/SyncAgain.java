package io.lamella.bench.contest;

import io.lamella.bench.tool.Lamella;
import io.lamella.bench.tool.Machine;
import io.lamella.bench.tool.Restic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that has not changed is synced again.
 *
 * @param data the folder
 * @param targets what must come out
 */
record SyncAgain(String name, String title, Scaled data, List<Target> targets)
    implements Benchmark {

  @Override
  public Plan prepare(Scene scene) throws IOException {
    Path data = scene.make("data");
    this.data.at(scene).write(data);
    Ripening.await();
    List<Contender> contenders = new ArrayList<>();

    Lamella lamella = new Lamella(scene.stack());
    Machine machine = lamella.machine(scene.make("writer"));
    lamella.sync(machine, data);
    contenders.add(new Contender(Lamella.NAME, folder -> lamella.syncUnchanged(machine, data)));

    if (scene.has(Restic.NAME)) {
      Path home = scene.make("restic");
      Restic restic = Restic.init(home);
      restic.backup(home, data);
      contenders.add(new Contender(Restic.NAME, folder -> restic.backup(home, data)));
    }
    return Plan.of(new Row(name, contenders, targets));
  }
}
